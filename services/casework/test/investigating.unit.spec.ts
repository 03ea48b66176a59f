import { allowedCommands, type Case, type Command, evolve, procedureFor, procedureOf, procedures } from '../src/domain';
import type { Procedure } from '../src/domain';
import { ticksKept } from '../src/domain/procedures';
import { after, at, events, rejected } from './deciding';
import { caseIn, minutesLater, openedCase, service, staffActor } from './fixtures';

const record: Command = {
  type: 'record-investigation',
  visitedAt: minutesLater(30),
  findings: 'the belt is worn',
  evidence: ['photo-1'],
  cause: 'facility_maintenance',
  causeConfirmed: true,
};
const resolve: Command = { type: 'resolve', answer: 'The lift runs again.' };

describe('an investigation', () => {
  it('keeps visit, findings, evidence and confirmed cause, with who and when', () => {
    const c = after(caseIn('in_progress'), record);
    expect(c.investigation).toEqual({
      at,
      by: 'wang',
      visitedAt: minutesLater(30),
      findings: 'the belt is worn',
      evidence: ['photo-1'],
      cause: 'facility_maintenance',
      causeConfirmed: true,
    });
    expect(c.visitedAt).toEqual(minutesLater(30));
  });

  it('keeps the first visit of the cycle', () => {
    const c = after(caseIn('in_progress', { visitedAt: minutesLater(10) }), record);
    expect(c.visitedAt).toEqual(minutesLater(10));
  });

  it.each<[string, Partial<Command>, string]>([
    ['a visit that is still to come', { visitedAt: minutesLater(61) }, 'invalid visit_in_future visitedAt'],
    ['a visit of the cycle before', { visitedAt: minutesLater(-1) }, 'invalid visit_too_early visitedAt'],
    ['no findings', { findings: ' ' }, 'invalid text_missing findings'],
    ['a confirmed cause without the cause', { cause: undefined }, 'invalid cause_missing cause'],
    ['an empty reference', { evidence: [''] }, 'invalid references_malformed evidence'],
  ])('is refused with %s', (_label, wrong, code) => {
    expect(rejected(caseIn('in_progress'), { ...record, ...wrong } as Command)).toBe(code);
  });

  it('gives resolve the confirmed cause of this cycle, and no other', () => {
    const investigated = after(caseIn('in_progress'), record);
    expect(after(investigated, resolve)).toMatchObject({ state: 'resolved', rootCause: 'facility_maintenance' });
    const unsure = after(caseIn('in_progress'), { ...record, causeConfirmed: false });
    expect(rejected(unsure, resolve)).toBe('invalid root_cause_missing rootCause');
    const nextCycle = { ...investigated, cycleStartedAt: minutesLater(61), visitedAt: minutesLater(62) } as Case;
    expect(rejected(nextCycle, resolve)).toBe('invalid root_cause_missing rootCause');
  });
});

describe('the standard procedures', () => {
  it.each(procedures.map((one) => [one.id, one] as const))('%s is complete in Chinese and English', (_id, one) => {
    expect(one.id).toMatch(/^[a-z_.]+@\d+$/);
    expect(new Set(one.steps.map(({ id }) => id)).size).toBe(one.steps.length);
    for (const text of [one.title, ...one.steps.map((step) => step.text)]) expect(text).toMatch(/[\u4e00-\u9fff]/);
    for (const text of [one.titleEn, ...one.steps.map((step) => step.textEn)]) expect(text).toMatch(/^[ -~–]+$/);
  });

  it('have one text for a step wherever it occurs, so that its tick means the same', () => {
    const texts = new Map<string, string>();
    for (const { id, stage, text } of procedures.flatMap(({ steps }) => steps)) {
      expect(texts.get(id) ?? `${stage} ${text}`).toBe(`${stage} ${text}`);
      texts.set(id, `${stage} ${text}`);
    }
  });

  it.each([
    ['facility.lift', 'p3', 'facility.lift@1'],
    ['facility.power.street_lamp', 'p3', 'facility@1'],
    ['facility.water.drain', 'p2', 'facility.water@1'],
    ['service.attitude', 'p4', 'service.attitude@1'],
    ['quality.leak', 'p3', 'quality.leak@1'],
    ['environment.noise', 'p3', 'environment.noise@1'],
    ['fees', 'p4', 'fees@1'],
    ['neighbours', 'p4', 'neighbours@1'],
    ['feesability', 'p4', 'general@1'],
    ['other', 'p4', 'general@1'],
    ['facility.lift', 'p1', 'emergency.lift@1'],
    ['facility.fire', 'p1', 'emergency.fire@1'],
    ['fees', 'p1', 'emergency@1'],
  ] as const)('%s at %s has %s', (category, priority, id) => {
    expect(procedureFor(category, priority)?.id).toBe(id);
  });

  it('come in a new version for new cases only', () => {
    const lift = (version: number): Procedure => ({
      ...procedureOf('facility.lift@1')!,
      id: `facility.lift@${version}`,
    });
    const among = [lift(1), lift(10), lift(9)];
    expect(procedureFor('facility.lift', 'p3', undefined, among)?.id).toBe('facility.lift@10');
    expect(procedureFor('facility.lift', 'p3', 'facility.lift@1', among)?.id).toBe('facility.lift@1');
    expect(procedureFor('facility.lift', 'p3', 'facility.water@1', among)?.id).toBe('facility.lift@10');
  });
});

describe('the procedure of a case', () => {
  const tick = (stepId: string, done = true): Command => ({ type: 'tick-step', stepId, done, note: 'seen' });
  const lift = caseIn('in_progress', { procedureId: 'facility.lift@1' });

  it('comes with the dispatch', () => {
    const dispatch: Command = {
      type: 'dispatch',
      unitId: 'sh01-eng',
      category: 'facility.fire',
      reasons: [],
      flag: false,
    };
    expect(after(openedCase(), dispatch, { by: service('routing') }).procedureId).toBe('facility.fire@1');
  });

  it('is ticked and unticked with who and when', () => {
    const ticked = after(lift, tick('contact'));
    expect(ticked.ticks).toEqual([{ stepId: 'contact', at, by: 'wang', note: 'seen' }]);
    expect(after(ticked, tick('contact', false), { by: staffActor('lead') }).ticks).toEqual([]);
  });

  it.each<[string, Case, Command, string]>([
    ['a step of another procedure', lift, tick('leak_rain'), 'invalid step_unknown stepId'],
    ['a step that is ticked', after(lift, tick('visit')), tick('visit'), 'refused already_ticked'],
    ['taking away no tick', lift, tick('visit', false), 'refused not_ticked'],
    ['a case without a procedure', caseIn('in_progress'), tick('visit'), 'refused procedure_missing'],
  ])('refuses %s', (_label, c, command, code) => {
    expect(rejected(c, command)).toBe(code);
  });

  it('is not offered where there is none', () => {
    expect(allowedCommands(caseIn('in_progress'), staffActor('wang'), at)).not.toContain('tick-step');
  });

  it('changes with a regrade, which keeps the ticks of the steps that are in both', () => {
    const ticked = [tick('contact'), tick('lift_safe'), tick('visit')].reduce((c, one) => after(c, one), lift);
    const regrade: Command = { type: 'regrade', category: 'facility.fire', reason: 'it smells of smoke' };
    const fire = after(ticked, regrade, { by: staffActor('lead') });
    expect(fire.procedureId).toBe('facility.fire@1');
    expect(fire.ticks.map(({ stepId }) => stepId)).toEqual(['contact', 'visit']);
    expect(ticksKept(ticked.ticks, 'facility.lift@1')).toEqual(ticked.ticks);
  });

  it('begins anew in the next cycle', () => {
    const resolved = { ...after(lift, tick('visit')), state: 'resolved' } as Case;
    const reopened = after(resolved, { type: 'reopen', reason: 'no' }, { by: service('feedback') });
    expect(reopened).toMatchObject({ procedureId: 'facility.lift@1', ticks: [] });
  });
});

describe('an impact assessment', () => {
  const assess: Command = {
    type: 'assess-impact',
    peopleAffected: 40,
    safety: 'low',
    reputation: 'medium',
    contractRenewal: 'none',
    note: 'two companies',
  };

  it('is the newest one', () => {
    const again = after(after(caseIn('signed'), assess), { ...assess, peopleAffected: 60 });
    expect(again.impact).toMatchObject({ peopleAffected: 60, safety: 'low', by: 'wang', at });
  });

  it.each<[string, Partial<Command>, string]>([
    ['part of a person', { peopleAffected: 1.5 }, 'invalid people_out_of_range peopleAffected'],
    ['fewer than none', { peopleAffected: -1 }, 'invalid people_out_of_range peopleAffected'],
    ['no level', { reputation: undefined }, 'invalid level_unknown reputation'],
  ])('is refused with %s', (_label, wrong, code) => {
    expect(rejected(caseIn('signed'), { ...assess, ...wrong } as Command)).toBe(code);
  });

  it('of high danger brings the case under supervision, once', () => {
    const high = { ...assess, safety: 'high' } as Command;
    const c = after(caseIn('signed'), high);
    expect(c.supervisions).toMatchObject([{ reason: 'safety', by: 'casework' }]);
    expect(events(c, high).map(({ type }) => type)).toEqual(['ImpactAssessed']);
    expect(events(c, high).reduce<Case>(evolve, c).supervisions).toHaveLength(1);
  });
});
