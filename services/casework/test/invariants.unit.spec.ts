import fc from 'fast-check';
import { type Actor, type Case, closingOutcomes, type Command, decide, evolve, Rejection } from '../src/domain';
import { complainant, minutesLater, officeHours, openedCase, organisation, service, staffActor } from './fixtures';

const actors: Actor[] = [
  ...['wang', 'zhao', 'lead', 'manager', 'desk', 'officer'].map(staffActor),
  complainant,
  ...['routing', 'sla', 'feedback'].map(service),
];
const who = fc.constantFrom(...actors);
const text = fc.constantFrom('', 'yes', '👍'.repeat(10));
const severity = fc.constantFrom('general' as const, 'significant' as const, 'major' as const);
const urgency = fc.constantFrom('low' as const, 'normal' as const, 'urgent' as const);
const assignment = fc.constantFrom<{ unitId: string; handlerId?: string }>(
  { unitId: 'sh01-eng' },
  { unitId: 'sh01-eng', handlerId: 'wang' },
  { unitId: 'sh01-eng', handlerId: 'lead' },
  { unitId: 'hq', handlerId: 'officer' },
);

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ severity, urgency, assignment, flag: fc.boolean() }).map(({ assignment: to, ...grade }): Command => ({
    type: 'dispatch',
    ...to,
    ...grade,
    category: 'other',
    reasons: [],
  })),
  assignment.map((to): Command => ({ type: 'redispatch', ...to, reason: 'r' })),
  fc.constantFrom<Command>({ type: 'sign' }, { type: 'start' }, { type: 'start-revisit' }),
  text.map((note): Command => ({ type: 'log-contact', means: 'phone', note })),
  text.map((t): Command => ({ type: 'add-note', text: t })),
  text.map((t): Command => ({ type: 'reply', text: t })),
  text.map((t): Command => ({ type: 'answer', text: t })),
  text.map((question): Command => ({ type: 'wait-for-complainant', question })),
  text.map((note): Command => ({ type: 'resume', note })),
  fc.record({ severity, urgency }).map((grade): Command => ({ type: 'regrade', ...grade, reason: 'r' })),
  fc.constant<Command>({ type: 'resolve', rootCause: 'other', answer: 'done' }),
  fc.constantFrom(...closingOutcomes).map((outcome): Command => ({ type: 'close', outcome, note: '' })),
  fc.constant<Command>({ type: 'reopen', reason: 'no' }),
  fc.constant<Command>({ type: 'decline', reason: 'r', referTo: '' }),
  fc.constant<Command>({ type: 'withdraw', reason: '' }),
  fc
    .constantFrom(100 as const, 150 as const, 200 as const)
    .map((step): Command => ({ type: 'escalate', step, clock: 'sign', deadlineNumber: 1 })),
);

/** The usual way of a case, or random walks would hardly leave the first states. */
function usualStep(c: Case): [Command, Actor] {
  const holder = c.handlerId ? staffActor(c.handlerId) : staffActor('zhao');
  switch (c.state) {
    case 'registered':
      return [{ type: 'dispatch', unitId: 'sh01-eng', reasons: [], flag: true }, service('routing')];
    case 'dispatched':
      return [{ type: 'sign' }, holder];
    case 'signed':
      return [{ type: 'start' }, holder];
    case 'in_progress':
      return [{ type: 'resolve', rootCause: 'other', answer: 'done' }, holder];
    case 'resolved':
      return [{ type: 'start-revisit' }, service('feedback')];
    case 'revisiting':
      return [{ type: 'close', outcome: 'resolved', note: '' }, service('feedback')];
    case 'closed':
      return [{ type: 'reopen', reason: 'no' }, complainant];
    default:
      return [{ type: 'resume', note: '' }, holder];
  }
}

const step = fc.record({ anything: command, anyone: who, usually: fc.boolean() });

/** What must hold after every accepted command. */
function check(before: Case, { type }: Command, after: Case): void {
  expect(after.cycle - before.cycle).toBe(type === 'reopen' ? 1 : 0);
  expect(after.escalationLevel).toBeGreaterThanOrEqual(before.escalationLevel);
  expect(after.dispatches).toBeGreaterThanOrEqual(before.dispatches);
  expect(after.state === 'closed').toBe(after.outcome !== undefined && after.closedAt !== undefined);
  expect(after.open).toBe(after.state !== 'closed');
  expect(after.unassigned).toBe(after.open && after.handlerId === undefined);
  expect(after.pauses.filter((pause) => !pause.to)).toHaveLength(after.state === 'waiting_complainant' ? 1 : 0);
  if (after.state !== 'registered' && after.outcome === undefined) expect(after.unitId && after.priority).toBeTruthy();
  if (['signed', 'in_progress', 'resolved'].includes(after.state)) expect(after.handlerId).toBeDefined();
  if (before.firstContactAt) expect(after.firstContactAt).toEqual(before.firstContactAt);
  if (type === 'add-note') expect(after).toEqual(before);
  expect({ ...pick(after), receivedAt: after.receivedAt }).toEqual({ ...pick(before), receivedAt: before.receivedAt });
  // What is stored is what is read again: no field without a value.
  expect(Object.values(after)).not.toContain(undefined);
}

const pick = ({ id, number, groupId, parkCode, kind, listKey }: Case) => ({
  id,
  number,
  groupId,
  parkCode,
  kind,
  listKey,
});

it('keeps its invariants through any sequence of commands by anybody', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      let c = openedCase();
      steps.forEach(({ anything, anyone, usually }, minute) => {
        const [given, actor] = usually ? usualStep(c) : [anything, anyone];
        const at = minutesLater(10 + minute);
        const cycle = actor.kind === 'service' ? c.cycle : undefined;
        try {
          const after = decide(c, given, { actor, at, organisation, cycle, workingTime: officeHours }).reduce<Case>(
            evolve,
            c,
          );
          check(c, given, after);
          c = after;
          reached.add(c.state);
        } catch (error) {
          if (!(error instanceof Rejection)) throw error;
        }
      });
    }),
    { numRuns: 500, seed: 20260302 },
  );
  expect([...reached].sort()).toEqual(
    [
      'closed',
      'dispatched',
      'in_progress',
      'registered',
      'resolved',
      'revisiting',
      'signed',
      'waiting_complainant',
    ].sort(),
  );
});
