import type { Case, CaseStateName, CommandName } from '../../../src/domain';
import { change, each, has, implies, type Rules, type Seen } from './rule';

const working: readonly CaseStateName[] = ['signed', 'in_progress', 'waiting_complainant', 'suspended'];
const held: readonly CaseStateName[] = ['dispatched', ...working];
const open: readonly CaseStateName[] = ['registered', ...held, 'return_requested', 'resolved', 'revisiting'];
const beforeResolved = open.filter((state) => state !== 'resolved' && state !== 'revisiting');
const ended: readonly CaseStateName[] = ['resolved', 'revisiting', 'closed'];

/** The ways that the table of domain.md knows; what is not here leaves the state as it is. */
const ways: Partial<Record<CommandName, readonly [from: readonly CaseStateName[], to: CaseStateName][]>> = {
  dispatch: [[['registered'], 'dispatched']],
  redispatch: [[held, 'dispatched']],
  sign: [[['dispatched'], 'signed']],
  'log-contact': [[['signed'], 'in_progress']],
  start: [[['signed'], 'in_progress']],
  'wait-for-complainant': [[['in_progress'], 'waiting_complainant']],
  answer: [[['waiting_complainant'], 'in_progress']],
  suspend: [[['in_progress', 'waiting_complainant'], 'suspended']],
  'decide-suspension': [[['in_progress', 'waiting_complainant'], 'suspended']],
  resume: [[['waiting_complainant', 'suspended'], 'in_progress']],
  'request-return': [[['dispatched', 'signed', 'in_progress'], 'return_requested']],
  'decide-return': [
    [['return_requested'], 'dispatched'],
    [['return_requested'], 'signed'],
    [['return_requested'], 'in_progress'],
  ],
  resolve: [[['in_progress'], 'resolved']],
  'start-revisit': [[['resolved'], 'revisiting']],
  close: [[['resolved', 'revisiting'], 'closed']],
  reopen: [[ended, 'dispatched']],
  decline: [[['registered', 'dispatched', 'return_requested'], 'closed']],
  withdraw: [[[...beforeResolved, 'linked'], 'closed']],
  link: [[['registered', 'dispatched', 'signed'], 'linked']],
  unlink: [[['linked'], 'registered']],
  // Handing on starts a new sign clock: it is a dispatch.
  transfer: [[held, 'dispatched']],
  'take-back': [[['dispatched'], 'dispatched']],
  'name-accused': [[held, 'dispatched']],
};
/** These always move the case, the others of the table do so in some states or by some answers. */
const always: readonly CommandName[] = [
  ...([
    'dispatch',
    'redispatch',
    'sign',
    'start',
    'wait-for-complainant',
    'suspend',
    'resume',
    'request-return',
  ] as const),
  ...([
    'decide-return',
    'resolve',
    'start-revisit',
    'close',
    'reopen',
    'decline',
    'withdraw',
    'link',
    'unlink',
  ] as const),
];

/** In which states a command may be given at all, where that is not any. */
const only: Partial<Record<CommandName, readonly CaseStateName[]>> = {
  'log-contact': [
    'signed',
    'in_progress',
    'waiting_complainant',
    'suspended',
    'return_requested',
    'resolved',
    'revisiting',
  ],
  answer: [...open, 'linked'],
  regrade: beforeResolved,
  escalate: open,
  supervise: open,
  'reply-to-all': open,
};

function isOnItsWay(before: Case, after: Case, { command }: Seen): boolean {
  if (!command) return true;
  const mine = ways[command.type] ?? [];
  const moved = mine.some(([from, to]) => from.includes(before.state) && to === after.state);
  const may = only[command.type];
  return (
    (moved || (before.state === after.state && !always.includes(command.type))) &&
    implies(may, () => may?.includes(before.state))
  );
}

const day = 24 * 3_600_000;
const facts = ['id', 'number', 'groupId', 'parkCode', 'channel', 'kind', 'identity', 'description', 'listKey'] as const;

/** The state machine, the cycles, and what a state means. */
export const stateRules: Rules = {
  'Every command leads from a state to a state as the table says.': change(isOnItsWay),
  'A case comes back by itself only to in_progress, and is resolved with its master or given back by it.': change(
    (before, after, { command, actor }) =>
      command !== undefined ||
      before.state === after.state ||
      (actor.kind === 'service' &&
        actor.id === 'casework' &&
        [
          ['suspended', 'in_progress'],
          ['linked', 'resolved'],
          ['linked', 'registered'],
        ].some(([from, to]) => from === before.state && to === after.state)),
  ),
  'The complaint is never changed afterwards.': change(
    (before, after) => facts.every((fact) => before[fact] === after[fact]) && +before.receivedAt === +after.receivedAt,
  ),
  'A closed case carries an outcome, no other does.': ({ after }) =>
    (after.state === 'closed') === (after.outcome !== undefined) && (after.state === 'closed') === !!after.closedAt,
  'Declined and withdrawn come by their own commands, the other outcomes by Close.': change((before, after, seen) =>
    implies(
      after.state === 'closed' && before.state !== 'closed',
      () =>
        (after.outcome === 'declined') === has(seen, 'CaseDeclined') &&
        (after.outcome === 'withdrawn') === has(seen, 'CaseWithdrawn'),
    ),
  ),
  'Only the complainant withdraws.': each('CaseWithdrawn', (_event, { actor }) => actor.kind === 'complainant'),
  'Only feedback closes, and headquarters after the second reopening.': each(
    'CaseClosed',
    (_event, { actor, before }) =>
      actor.id === 'feedback' ||
      (actor.kind === 'person' && ['hq-officer', 'hq-admin'].includes(actor.role) && before.cycle >= 3),
  ),
  'A reopening starts the next cycle, and nothing else does.': change(
    (before, after, seen) => after.cycle === before.cycle + (has(seen, 'CaseReopened') ? 1 : 0),
  ),
  'Reopened is what was closed with one of the first three outcomes, within 7 × 24 h.': each(
    'CaseReopened',
    (_event, { before, at }) =>
      before.state !== 'closed' ||
      (['resolved', 'resolved_partly', 'unresolved_exhausted'].includes(before.outcome) &&
        +at - +before.closedAt <= 7 * day),
  ),
  'A new cycle begins with nothing of the old one that the work goes by.': each('CaseReopened', (_event, { after }) => {
    const { resolvedAt, rootCause, answer, pauses, suspended, relief, visitedAt, signedAt, handover } = after;
    return (
      [resolvedAt, rootCause, answer, relief, visitedAt, signedAt, handover].every((one) => one === undefined) &&
      pauses.length + suspended.length === 0 &&
      +after.cycleStartedAt === +after.stateSince
    );
  }),
  'From the dispatch on a case has a unit and a grade.': ({ after: c }) =>
    implies(
      [...held, 'return_requested', ...ended].includes(c.state) && !isUnworked(c),
      () => c.unitId && c.severity && c.priority,
    ),
  'Before its dispatch nobody has it.': ({ after: c }) =>
    implies(c.state === 'registered', () => !c.unitId && !c.handlerId),
  'Who has signed has it.': ({ after: c }) => implies(working.includes(c.state), () => c.handlerId && c.signedAt),
  'Nobody has signed what is dispatched.': ({ after: c }) =>
    implies(c.state === 'dispatched', () => !c.signedAt && c.dispatchedAt),
  'A suggestion, an enquiry and praise are P4.': ({ after: c }) =>
    implies(c.priority && ['suggestion', 'enquiry', 'praise'].includes(c.kind), () => c.priority === 'p4'),
  'What is resolved has its root cause and the answer to the complainant.': ({ after: c }) =>
    implies(c.state === 'resolved' || c.state === 'revisiting', () => c.rootCause && c.answer && c.resolvedAt),
  'The first contact stays the first.': change((before, after) =>
    implies(before.firstContactAt, () => +after.firstContactAt! === +before.firstContactAt!),
  ),
  'The level of escalation only rises.': change((before, after) => after.escalationLevel >= before.escalationLevel),
  'Every dispatch starts a sign clock, and nothing else does but a refusal back to dispatched.': change(
    (before, after, seen) =>
      after.dispatches - before.dispatches ===
      seen.events.filter(isDispatch).length + (has(seen, 'AccusedNamed') && wasTakenAway(before, after) ? 1 : 0),
  ),
  'A note never changes a case.': change((before, after, { command }) =>
    implies(command?.type === 'add-note', () => JSON.stringify(before) === JSON.stringify(after)),
  ),
};

/** Withdrawn or declined before anybody had it. */
function isUnworked({ state, outcome }: Case): boolean {
  return state === 'closed' && (outcome === 'withdrawn' || outcome === 'declined');
}

/** The accused lose the case to the queue of their unit: a dispatch like any other. */
function wasTakenAway(before: Case, after: Case): boolean {
  return held.includes(before.state) && !!before.handlerId && after.accusedIds.includes(before.handlerId);
}

function isDispatch(event: Seen['events'][number]): boolean {
  switch (event.type) {
    case 'CaseDispatched':
    case 'CaseTransferred':
    case 'CaseTakenBack':
    case 'ReturnAccepted':
    case 'CaseReopened':
      return true;
    case 'CaseRedispatched':
      return event.newSignClock;
    case 'ReturnRefused':
      return event.toState === 'dispatched';
    default:
      return false;
  }
}
