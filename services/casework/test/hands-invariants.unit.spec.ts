import fc from 'fast-check';
import { type Actor, type Case, type Command, decide, dueActs, evolve, Rejection } from '../src/domain';
import { complainant, minutesLater, officeHours, openedCase, organisation, service, staffActor } from './fixtures';

const people = ['wang', 'zhao', 'lead', 'otherlead', 'manager', 'region', 'desk', 'officer'];
const who = fc.constantFrom<Actor>(...people.map(staffActor), complainant, service('routing'), service('sla'));
const person = fc.constantFrom(...people);
const unit = fc.constantFrom('sh01-eng', 'sh01-sec', 'sh01-office');
const minutes = fc.integer({ min: -100, max: 3_000 });
const granted = fc.boolean();
const n = fc.integer({ min: 1, max: 2 });

/** What is asked of a case at a minute. */
type Ask = (now: number) => Command;
const ask: fc.Arbitrary<Ask> = fc.oneof(
  fc.record({ unit, person }).map((to): Ask => () => ({
    ...{ type: 'redispatch', unitId: to.unit, handlerId: undefined, reason: 'r' },
  })),
  unit.map((proposedUnitId): Ask => () => ({
    ...{ type: 'request-return', reason: 'wrong_unit', proposedUnitId, note: '', evidence: [] },
  })),
  fc.record({ granted, unit }).map((given): Ask => () => ({
    ...{ type: 'decide-return', granted: given.granted, unitId: given.unit, note: 'n' },
  })),
  person.map((handlerId): Ask => () => ({ type: 'transfer', handlerId, reason: 'r' })),
  fc.constant<Ask>(() => ({ type: 'take-back', reason: 'r' })),
  person.map((toHandlerId): Ask => () => ({ type: 'hand-over', toHandlerId, note: 'n' })),
  fc.constantFrom<Ask>(
    () => ({ type: 'accept-handover' }),
    () => ({ type: 'refuse-handover', reason: 'r' }),
  ),
  fc.subarray(people, { maxLength: 2 }).map((staffIds): Ask => () => ({ type: 'name-accused', staffIds, reason: 'r' })),
  minutes.map((later): Ask => (now) => ({ type: 'request-extension', until: minutesLater(now + later), reason: 'r' })),
  fc.record({ granted, n }).map((given): Ask => () => ({
    ...{ type: 'decide-extension', extensionId: `extension-${given.n}`, granted: given.granted, note: 'n' },
  })),
  minutes.map((later): Ask => (now) => ({
    ...{ type: 'request-suspension', reason: 'season', reviewAt: minutesLater(now + later), note: 'n' },
  })),
  fc.record({ granted, n }).map((given): Ask => () => ({
    ...{ type: 'decide-suspension', suspensionId: `suspension-${given.n}`, granted: given.granted, note: 'n' },
  })),
  minutes.map((later): Ask => (now) => ({
    ...{ type: 'suspend', reason: 'season', reviewAt: minutesLater(now + later), note: 'n' },
  })),
  fc.constant<Ask>(() => ({ type: 'wait-for-complainant', question: 'q' })),
  fc.constant<Ask>(() => ({ type: 'escalate', step: 100, clock: 'resolve', deadlineNumber: 1 })),
);

/** The usual way, or random walks would hardly leave the first states. */
function usual(c: Case): [Command, Actor] {
  if (c.state === 'registered') {
    const grade = { severity: 'significant', urgency: 'urgent' } as const;
    const to = { unitId: 'sh01-eng', handlerId: 'wang' };
    return [{ type: 'dispatch', ...to, ...grade, reasons: [], flag: false }, service('routing')];
  }
  const holder = staffActor(c.handlerId ?? (c.unitId === 'sh01-eng' ? 'zhao' : 'otherlead'));
  return [{ type: c.state === 'dispatched' ? 'sign' : 'start' }, holder];
}

/** What waits for an answer gets one, from who may give it; or an extension none until the clock expires. */
function answer(c: Case, reply: 'yes' | 'no' | 'none'): [Command, Actor] | undefined {
  const yes = reply === 'yes';
  const by = (id: string) => staffActor(id);
  const extension = c.extensions.find(({ decided, lapsedAt }) => !decided && !lapsedAt);
  const suspension = c.suspensions.find(({ decided }) => !decided);
  const note = 'n';
  if (c.state === 'return_requested') return [{ type: 'decide-return', granted: yes, note }, by('officer')];
  if (c.handover && yes) return [{ type: 'accept-handover' }, by(c.handover.toHandlerId)];
  if (c.handover) return [{ type: 'refuse-handover', reason: 'r' }, by(c.handover.toHandlerId)];
  if (extension && reply === 'none') {
    return [{ type: 'escalate', step: 100, clock: 'resolve', deadlineNumber: 1 }, service('sla')];
  }
  if (extension) {
    return [{ type: 'decide-extension', extensionId: extension.id, granted: yes, note }, by('lead')];
  }
  if (!suspension) return undefined;
  return [{ type: 'decide-suspension', suspensionId: suspension.id, granted: yes, note }, by('manager')];
}

const step = fc.record({
  reply: fc.constantFrom('yes', 'no', 'none'),
  ask,
  who,
  after: fc.integer({ min: 0, max: 200 }),
  kind: fc.integer({ min: 0, max: 4 }),
});

/** Who may say yes or no. */
const deciders: Partial<Record<Command['type'], Actor>> = {
  'decide-extension': staffActor('lead'),
  'decide-suspension': staffActor('manager'),
  suspend: staffActor('manager'),
  escalate: service('sla'),
};

const working = ['signed', 'in_progress', 'waiting_complainant', 'suspended'];

/** What holds after everything that happens. */
function check(c: Case): void {
  const rests = c.suspended.filter(({ to }) => !to);
  expect(rests).toHaveLength(c.state === 'suspended' ? 1 : 0);
  const lasting = c.suspensions.filter(({ decided, endedAt }) => decided?.granted && !endedAt);
  expect(lasting).toHaveLength(rests.length);
  expect(c.suspensions.filter(({ decided }) => !decided).length).toBeLessThanOrEqual(1);
  expect(c.extensions.filter(({ decided, lapsedAt }) => !decided && !lapsedAt).length).toBeLessThanOrEqual(1);

  const undecided = c.returns.filter(({ decided }) => !decided);
  expect(undecided).toHaveLength(c.state === 'return_requested' ? 1 : 0);
  expect(new Set(c.returns.map(({ fromUnitId }) => fromUnitId)).size).toBe(c.returns.length);
  expect(c.returns.length).toBeLessThanOrEqual(2);

  if (c.handlerId) expect(c.accusedIds).not.toContain(c.handlerId);
  if (working.includes(c.state)) expect(c.handlerId).toBeDefined();
  else expect(c.handover).toBeUndefined();
  for (const { by, decided } of [...c.returns, ...c.extensions, ...c.suspensions.filter((s) => s.decideBy > s.at)]) {
    if (decided) expect(decided.by).not.toBe(by);
  }
  expect(Object.values(c)).not.toContain(undefined);
}

it('holds through any sequence of returns, transfers, handovers, extensions and suspensions by anybody', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      let c = openedCase();
      let now = 10;
      for (const { reply, ask: given, who: anyone, after, kind } of steps) {
        now += after;
        const at = minutesLater(now);
        const acts = dueActs(c, at, organisation, officeHours);
        for (const { type } of acts) reached.add(type);
        c = acts.reduce<Case>(evolve, c);
        expect(dueActs(c, at, organisation, officeHours)).toEqual([]);
        // Mostly the one who may: the handler, or one who decides.
        const handler = staffActor(c.handlerId ?? 'zhao');
        const command = given(now);
        const decider = deciders[command.type] ?? staffActor(c.handover?.toHandlerId ?? 'officer');
        const turns: [Command, Actor][] = [
          usual(c),
          answer(c, reply) ?? usual(c),
          ...[handler, decider, anyone].map((actor): [Command, Actor] => [command, actor]),
        ];
        const [done, actor] = turns[kind]!;
        const cycle = actor.kind === 'service' ? c.cycle : undefined;
        const known = {
          organisation,
          workingTime: officeHours,
          cycle,
          resolveDueAt: minutesLater(now + 3 * after - 50),
        };
        try {
          const events = decide(c, done, { actor, at, ...known });
          c = events.reduce<Case>(evolve, c);
          for (const { type } of events) reached.add(type);
          check(c);
        } catch (error) {
          if (!(error instanceof Rejection)) throw error;
        }
      }
    }),
    { numRuns: 250, seed: 20260302 },
  );
  // Or nothing was tried.
  const wanted = [
    ...['ReturnRequested', 'ReturnAccepted', 'ReturnRefused', 'ReturnSentToArbitration'],
    ...['CaseTransferred', 'CaseTakenBack', 'HandoverOffered', 'HandoverAccepted', 'HandoverRefused', 'AccusedNamed'],
    ...['ExtensionRequested', 'ExtensionGranted', 'ExtensionRefused', 'ExtensionLapsed'],
    ...['SuspensionRequested', 'CaseSuspended', 'SuspensionRefused', 'CaseResumed', 'ApprovalOverdue'],
  ];
  expect(wanted.filter((type) => !reached.has(type))).toEqual([]);
});
