import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  allowedCommands,
  caseStates,
  commandNames,
  decide,
  evolve,
  Rejection,
  transitionTableAsMarkdown,
  type Actor,
  type Case,
  type CaseStateName,
  type Command,
  type CommandName,
} from '../src/domain';
import { caseIn, complainant, minutesLater, organisation, service, staffActor } from './fixtures';

/** A well-formed example of each command. */
const examples: { [N in CommandName]: Extract<Command, { type: N }> } = {
  dispatch: { type: 'dispatch', unitId: 'sh01-sec', category: 'security.parking', reasons: [], flag: false },
  redispatch: { type: 'redispatch', unitId: 'sh01-eng', handlerId: 'zhao', reason: 'zhao knows the lift' },
  sign: { type: 'sign' },
  'log-contact': { type: 'log-contact', means: 'phone', note: '' },
  start: { type: 'start' },
  'add-note': { type: 'add-note', text: 'part ordered' },
  reply: { type: 'reply', text: 'We are on it.' },
  answer: { type: 'answer', text: 'Building 3.' },
  'wait-for-complainant': { type: 'wait-for-complainant', question: 'Which building?' },
  resume: { type: 'resume', note: '' },
  regrade: { type: 'regrade', severity: 'major', reason: 'people were stuck' },
  resolve: { type: 'resolve', rootCause: 'facility_maintenance', answer: 'The lift runs again.' },
  'start-revisit': { type: 'start-revisit' },
  close: { type: 'close', outcome: 'resolved', note: '' },
  reopen: { type: 'reopen', reason: 'It broke again.' },
  decline: { type: 'decline', reason: 'not ours', referTo: 'the city' },
  withdraw: { type: 'withdraw', reason: '' },
  escalate: { type: 'escalate', step: 100, clock: 'resolve', deadlineNumber: 1 },
};

const everybody: Record<string, Actor> = {
  assignee: staffActor('wang'),
  colleague: staffActor('zhao'),
  lead: staffActor('lead'),
  'lead of another unit': staffActor('otherlead'),
  'park manager': staffActor('manager'),
  'region manager': staffActor('region'),
  desk: staffActor('desk'),
  'hq officer': staffActor('officer'),
  'hq admin': staffActor('admin'),
  auditor: staffActor('auditor'),
  'integration client': staffActor('robot'),
  complainant,
  'another complainant': { kind: 'complainant', id: 'case-2' },
  routing: service('routing'),
  sla: service('sla'),
  feedback: service('feedback'),
  notification: service('notification'),
};

const hq = ['hq officer', 'hq admin'];
const desk = ['desk', ...hq];
const staff = ['assignee', 'colleague', 'lead', 'lead of another unit', 'park manager', 'region manager', ...desk];
const open: CaseStateName[] = caseStates.filter((state) => state !== 'closed' && state !== 'linked');
const beforeResolved = open.filter((state) => state !== 'resolved' && state !== 'revisiting');

/** domain.md once more, by hand: who, and from which state to which. */
const expected: Record<CommandName, { who: string[]; moves: Partial<Record<CaseStateName, CaseStateName>> }> = {
  dispatch: { who: ['routing', ...desk], moves: { registered: 'dispatched' } },
  redispatch: {
    who: ['lead', 'park manager', ...desk],
    moves: {
      dispatched: 'dispatched',
      signed: 'dispatched',
      in_progress: 'dispatched',
      waiting_complainant: 'dispatched',
      suspended: 'dispatched',
    },
  },
  sign: { who: ['assignee'], moves: { dispatched: 'signed' } },
  'log-contact': {
    who: ['assignee', 'desk'],
    moves: {
      signed: 'in_progress',
      in_progress: 'in_progress',
      waiting_complainant: 'waiting_complainant',
      suspended: 'suspended',
      return_requested: 'return_requested',
      resolved: 'resolved',
      revisiting: 'revisiting',
    },
  },
  start: { who: ['assignee'], moves: { signed: 'in_progress' } },
  'add-note': { who: staff, moves: unchanged(caseStates) },
  reply: { who: staff, moves: unchanged(caseStates) },
  answer: {
    who: ['complainant'],
    moves: { ...unchanged([...open, 'linked']), waiting_complainant: 'in_progress' },
  },
  'wait-for-complainant': { who: ['assignee'], moves: { in_progress: 'waiting_complainant' } },
  resume: { who: ['assignee'], moves: { waiting_complainant: 'in_progress', suspended: 'in_progress' } },
  regrade: { who: ['lead', ...desk], moves: unchanged(beforeResolved) },
  resolve: { who: ['assignee'], moves: { in_progress: 'resolved' } },
  'start-revisit': { who: ['feedback'], moves: { resolved: 'revisiting' } },
  close: { who: ['feedback'], moves: { resolved: 'closed', revisiting: 'closed' } },
  reopen: {
    who: ['feedback', 'complainant', ...hq],
    moves: { resolved: 'dispatched', revisiting: 'dispatched', closed: 'dispatched' },
  },
  decline: { who: desk, moves: { registered: 'closed', dispatched: 'closed', return_requested: 'closed' } },
  withdraw: {
    who: ['complainant'],
    moves: Object.fromEntries([...beforeResolved, 'linked' as const].map((state) => [state, 'closed'])),
  },
  escalate: { who: ['sla'], moves: unchanged(open) },
};

function unchanged(states: readonly CaseStateName[]): Partial<Record<CaseStateName, CaseStateName>> {
  return Object.fromEntries(states.map((state) => [state, state]));
}

const at = minutesLater(60);

/** The state after the command, or the reason and code of its rejection. */
function outcomeOf(c: Case, command: Command, actor: Actor): string {
  const cycle = actor.kind === 'service' ? c.cycle : undefined;
  try {
    return decide(c, command, { actor, at, organisation, cycle }).reduce<Case>(evolve, c).state;
  } catch (error) {
    if (error instanceof Rejection) return `${error.reason} ${error.code}`;
    throw error;
  }
}

describe.each(commandNames)('%s', (name) => {
  const { who, moves } = expected[name];

  it.each(caseStates)('in state %s', (state) => {
    const c = caseIn(state);
    const outcomes = Object.entries(everybody).map(([label, actor]) => [label, outcomeOf(c, examples[name], actor)]);
    const wanted = Object.entries(everybody).map(([label, actor]) => [label, wantedFor(label, actor, state)]);
    expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(wanted));
  });

  it('is among the allowed commands exactly where it is carried out', () => {
    for (const state of caseStates) {
      const c = caseIn(state);
      for (const [label, actor] of Object.entries(everybody)) {
        const carriedOut = (caseStates as readonly string[]).includes(outcomeOf(c, examples[name], actor));
        expect({ state, label, allowed: allowedCommands(c, actor, at).includes(name) }).toEqual({
          state,
          label,
          allowed: carriedOut,
        });
      }
    }
  });

  function wantedFor(label: string, actor: Actor, state: CaseStateName): string {
    if (name === 'redispatch' && label === 'routing') return state === 'dispatched' ? 'dispatched' : 'refused moved_on';
    // Headquarters closes too, but only after the second reopening.
    if (name === 'close' && hq.includes(label))
      return moves[state] ? 'refused revisit_closes' : 'refused not_in_this_state';
    // Before the dispatch the case is in nobody's hands and in no unit.
    const nobodysYet = state === 'registered' && (label === 'assignee' || label === 'lead') && who !== staff;
    if (!who.includes(label) || nobodysYet) return 'forbidden not_yours';
    return moves[state] ?? (actor.kind === 'service' ? 'refused moved_on' : 'refused not_in_this_state');
  }
});

it('shows the table in docs/case-states.md as the code has it', () => {
  const page = readFileSync(join(__dirname, '../../../docs/case-states.md'), 'utf8');
  expect(page).toBe(transitionTableAsMarkdown());
});
