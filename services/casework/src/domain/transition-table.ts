import { type Actor, type Party, is } from './actor';
import type { Case } from './case';
import { type CommandName, commandNames } from './commands';
import { forbidden, movedOn, type Rejection, refused } from './rejection';
import { type CaseStateName, caseStates, closingOutcomes, isOpenState } from './words';

/** How long after closing a case may be reopened. */
export const reopenWindowMs = 7 * 24 * 60 * 60 * 1000;
/** From this cycle on, HQ itself may close: the case was reopened twice. */
const cycleAfterSecondReopen = 3;

/** One row: who may give the command in which states, and which state it leads to. */
export interface Transition {
  command: CommandName;
  from: readonly CaseStateName[];
  to: CaseStateName | 'unchanged';
  who: readonly Party[];
  /** What else must hold; `condition` says it in words. */
  guard?: (c: Case, at: Date) => Rejection | undefined;
  condition?: string;
}

const open = caseStates.filter(isOpenState);
const beforeResolved = open.filter((s) => s !== 'resolved' && s !== 'revisiting');
const beforeClosed = caseStates.filter((s) => s !== 'closed');
const afterSigned: CaseStateName[] = [
  'in_progress',
  'waiting_complainant',
  'suspended',
  'return_requested',
  'resolved',
  'revisiting',
];
const assigned: CaseStateName[] = ['dispatched', 'signed', 'in_progress', 'waiting_complainant', 'suspended'];

/** The state machine of domain.md as data: `decide` and `allowedCommands` read nothing else. */
export const transitions: readonly Transition[] = [
  { command: 'dispatch', from: ['registered'], to: 'dispatched', who: ['routing', 'dispatch desk'] },
  {
    command: 'redispatch',
    from: assigned,
    to: 'dispatched',
    who: ['dispatch desk', 'team lead of the unit', 'park manager'],
  },
  {
    command: 'redispatch',
    from: ['dispatched'],
    to: 'dispatched',
    who: ['routing'],
    condition: 'nobody has signed; a person added to the unit comes under the same sign clock',
  },
  {
    command: 'sign',
    from: ['dispatched'],
    to: 'signed',
    who: ['assignee', 'member of the unit'],
    condition: 'a member of the unit while no person is named; he becomes the handler',
  },
  { command: 'log-contact', from: ['signed'], to: 'in_progress', who: ['assignee', 'agent'] },
  {
    command: 'log-contact',
    from: afterSigned,
    to: 'unchanged',
    who: ['assignee', 'agent'],
    condition: 'only recorded',
  },
  { command: 'start', from: ['signed'], to: 'in_progress', who: ['assignee'] },
  { command: 'add-note', from: caseStates, to: 'unchanged', who: ['staff'] },
  { command: 'reply', from: caseStates, to: 'unchanged', who: ['staff'] },
  { command: 'answer', from: ['waiting_complainant'], to: 'in_progress', who: ['complainant'] },
  {
    command: 'answer',
    from: beforeClosed.filter((s) => s !== 'waiting_complainant'),
    to: 'unchanged',
    who: ['complainant'],
  },
  { command: 'wait-for-complainant', from: ['in_progress'], to: 'waiting_complainant', who: ['assignee'] },
  { command: 'resume', from: ['waiting_complainant', 'suspended'], to: 'in_progress', who: ['assignee'] },
  {
    command: 'regrade',
    from: beforeResolved,
    to: 'unchanged',
    who: ['dispatch desk', 'team lead of the unit'],
  },
  { command: 'resolve', from: ['in_progress'], to: 'resolved', who: ['assignee'] },
  { command: 'start-revisit', from: ['resolved'], to: 'revisiting', who: ['feedback'] },
  { command: 'close', from: ['resolved', 'revisiting'], to: 'closed', who: ['feedback'] },
  {
    command: 'close',
    from: ['resolved', 'revisiting'],
    to: 'closed',
    who: ['HQ'],
    guard: (c) =>
      c.cycle >= cycleAfterSecondReopen
        ? undefined
        : refused('revisit_closes', 'The revisit closes this case; headquarters only after the second reopening.'),
    condition: 'after the second reopening',
  },
  {
    command: 'reopen',
    from: ['resolved', 'revisiting'],
    to: 'dispatched',
    who: ['feedback', 'complainant', 'HQ'],
    condition: 'next cycle',
  },
  {
    command: 'reopen',
    from: ['closed'],
    to: 'dispatched',
    who: ['feedback', 'complainant', 'HQ'],
    guard: mayBeReopened,
    condition: `next cycle; within 7 × 24 h of closing; outcome ${closingOutcomes.join(', ')}`,
  },
  {
    command: 'decline',
    from: ['registered', 'dispatched', 'return_requested'],
    to: 'closed',
    who: ['dispatch desk'],
    condition: 'outcome declined',
  },
  {
    command: 'withdraw',
    from: beforeClosed.filter((s) => s !== 'resolved' && s !== 'revisiting'),
    to: 'closed',
    who: ['complainant'],
    condition: 'outcome withdrawn',
  },
  { command: 'escalate', from: open, to: 'unchanged', who: ['sla'], condition: 'the level only rises' },
];

function mayBeReopened(c: Case, at: Date): Rejection | undefined {
  if (c.state !== 'closed') return undefined;
  if (!(closingOutcomes as readonly string[]).includes(c.outcome)) {
    return refused('not_reopenable', `A case that was ${c.outcome} is not reopened; please file a new complaint.`);
  }
  if (at.getTime() - c.closedAt.getTime() > reopenWindowMs) {
    return refused(
      'reopen_window_over',
      'A case can be reopened for 7 days after closing; please file a new complaint.',
    );
  }
  return undefined;
}

/**
 * The row by which the actor may give the command now.
 * @throws Rejection forbidden (never for this caller) or refused (not in this state; `moved_on` for a service)
 */
export function transitionFor(command: CommandName, c: Case, actor: Actor, at: Date): Transition {
  const rows = rowsOf(command, c, actor);
  if (rows.length === 0) throw forbidden('not_yours', `You may not give the command ${command} on this case.`);
  const here = rows.filter((row) => row.from.includes(c.state));
  if (here.length === 0) {
    const message = `The command ${command} is not possible while the case is ${c.state}.`;
    throw actor.kind === 'service' ? movedOn(message) : refused('not_in_this_state', message);
  }
  const open = here.find((row) => row.guard?.(c, at) === undefined);
  if (open) return open;
  throw here[0]!.guard!(c, at)!;
}

/** The commands that the actor could give now, by their names. */
export function allowedCommands(c: Case, actor: Actor, at: Date): CommandName[] {
  return commandNames.filter((command) =>
    rowsOf(command, c, actor).some((row) => row.from.includes(c.state) && row.guard?.(c, at) === undefined),
  );
}

function rowsOf(command: CommandName, c: Case, actor: Actor): Transition[] {
  return transitions.filter((row) => row.command === command && row.who.some((party) => is(actor, party, c)));
}

/** The table as the page docs/case-states.md shows it. */
export function transitionTableAsMarkdown(): string {
  const rows = transitions.map((row) => {
    const from = row.from.length === caseStates.length ? 'any state' : row.from.join(', ');
    return `| ${[row.command, from, row.to, row.who.join(', '), row.condition ?? ''].join(' | ')} |`;
  });
  return [
    '# The states of a case',
    '',
    'Made from `services/casework/src/domain/transition-table.ts`; a test compares them.',
    'Who is not named in a row gets Forbidden, a state that is not named Refused. Auditors and integration clients only read;',
    'headquarters counts as dispatch desk. A service whose command was decided in another cycle or state is Refused with `moved_on`.',
    '',
    '| command | from | to | who | and |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
