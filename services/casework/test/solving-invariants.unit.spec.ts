import fc from 'fast-check';
import { type Actor, type Case, type CaseStateName, caseStates, type Command, decide, dueActs } from '../src/domain';
import { evolve, Rejection } from '../src/domain';
import { caseIn, minutesLater, officeHours, organisation, service, staffActor } from './fixtures';

const actors: Actor[] = [
  ...['wang', 'lead', 'otherlead', 'manager', 'region', 'desk', 'officer'].map(staffActor),
  { ...staffActor('engineer'), expertIn: ['engineering', 'legal'] } as Actor,
  ...['sla', 'casework'].map(service),
];
const text = fc.constantFrom('', 'yes');
const level = fc.constantFrom('none' as const, 'high' as const);
const first = (prefix: string) => fc.constantFrom(`${prefix}-1`, `${prefix}-2`);

/** Every command of investigating, solving, working together and supervising. */
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ visited: fc.boolean(), findings: text }).map(({ visited, findings }): Command => ({
    type: 'record-investigation',
    ...(visited && { visitedAt: minutesLater(9) }),
    findings,
    evidence: [],
    causeConfirmed: false,
  })),
  fc
    .record({ stepId: fc.constantFrom('contact', 'visit', 'nothing'), done: fc.boolean() })
    .map((step): Command => ({ type: 'tick-step', ...step, note: '' })),
  level.map((safety): Command => ({
    type: 'assess-impact',
    peopleAffected: 3,
    safety,
    reputation: 'low',
    contractRenewal: 'low',
    note: '',
  })),
  text.map((t): Command => ({ type: 'propose-solution', text: t })),
  fc.record({ solutionId: first('solution'), granted: fc.boolean(), note: text }).map((given): Command => ({
    type: 'decide-solution',
    ...given,
  })),
  text.map((t): Command => ({ type: 'record-relief', text: t })),
  fc.constantFrom(0, 500).map((amount): Command => ({
    type: 'offer-remedy',
    kind: 'free_repair',
    amount,
    currency: 'CNY',
    note: '',
  })),
  fc.record({ remedyId: first('remedy'), granted: fc.boolean(), note: text }).map((given): Command => ({
    type: 'decide-remedy',
    ...given,
  })),
  fc.constantFrom('sh01-sec', 'sh01-office').map((unitId): Command => ({ type: 'add-task', unitId, text: 't' })),
  first('task').map((taskId): Command => ({ type: 'complete-task', taskId, note: '' })),
  first('task').map((taskId): Command => ({ type: 'cancel-task', taskId, reason: 'r' })),
  fc.constant<Command>({ type: 'ask-expert', field: 'legal', question: 'q' }),
  first('consultation').map((consultationId): Command => ({ type: 'give-opinion', consultationId, text: 'o' })),
  text.map((note): Command => ({ type: 'supervise', reason: 'hq_flag', note })),
  first('supervision').map((supervisionId): Command => ({ type: 'answer-supervision', supervisionId, text: 'a' })),
  first('supervision').map((supervisionId): Command => ({ type: 'criticise', supervisionId, note: 'n' })),
  first('supervision').map((supervisionId): Command => ({ type: 'lift-supervision', supervisionId, note: 'n' })),
  fc.constant<Command>({ type: 'plan-improvement', text: 't', ownerId: 'wang', dueOn: '2026-12-31' }),
  first('improvement').map((improvementId): Command => ({ type: 'complete-improvement', improvementId, note: 'n' })),
  fc.record({ improvementId: first('improvement'), effective: fc.boolean() }).map((given): Command => ({
    type: 'check-effect',
    ...given,
    note: 'n',
  })),
);

/** What the clocks go by, and in whose hands the case is. */
const whatClocksSee = (c: Case) => ({
  state: c.state,
  stateSince: c.stateSince,
  cycle: c.cycle,
  pauses: c.pauses,
  suspended: c.suspended,
  dispatches: c.dispatches,
  dispatchedAt: c.dispatchedAt,
  signedAt: c.signedAt,
  firstContactAt: c.firstContactAt,
  resolvedAt: c.resolvedAt,
  priority: c.priority,
  unitId: c.unitId,
  handlerId: c.handlerId,
});

const states = fc.constantFrom(...caseStates.filter((state) => state !== 'linked' && state !== 'registered'));
const step = fc.record({ given: command, anyone: fc.constantFrom(...actors) });

/** Who alone may give it, or random walks would hardly come to it. */
const alone: Partial<Record<Command['type'], Actor>> = {
  'decide-solution': staffActor('manager'),
  'give-opinion': actors.find(({ id }) => id === 'engineer'),
};

it('never moves a pause, a dispatch or a clock by investigating, solving, working together or supervising', () => {
  const carriedOut = new Set<string>();
  fc.assert(
    fc.property(states, fc.boolean(), fc.array(step, { minLength: 10, maxLength: 60 }), (state, major, steps) => {
      const before = start(state, major);
      let c = before;
      steps.forEach(({ given, anyone }, minute) => {
        const actor = alone[given.type] ?? anyone;
        const at = minutesLater(10 + 60 * minute);
        c = dueActs(c, at, organisation, officeHours).reduce<Case>(evolve, c);
        const cycle = actor.kind === 'service' ? c.cycle : undefined;
        try {
          c = decide(c, given, { actor, at, organisation, workingTime: officeHours, cycle }).reduce<Case>(evolve, c);
          carriedOut.add(given.type);
        } catch (error) {
          if (!(error instanceof Rejection)) throw error;
        }
        expect(c.timerAt === undefined || c.timerAt >= at).toBe(true);
        expect(c.supervisions.filter(({ liftedAt }) => !liftedAt).length).toBeLessThanOrEqual(1);
        expect(c.supervised).toBe(c.open && c.supervisions.some(({ liftedAt }) => !liftedAt));
      });
      expect(whatClocksSee(c)).toEqual(whatClocksSee(before));
    }),
    { numRuns: 300, seed: 20260302 },
  );
  expect(carriedOut.size).toBe(20);
});

function start(state: CaseStateName, major: boolean): Case {
  return caseIn(state, {
    severity: major ? 'major' : 'general',
    procedureId: 'facility.lift@1',
    ...(state === 'suspended' && { suspended: [{ from: minutesLater(3) }] }),
  });
}
