import { followCase, isCallRequired, newRevisit, percentile, type CaseSnapshot } from '../src/domain/open-revisit';
import { lapse } from '../src/domain/lapse';
import { rate, type Rated } from '../src/domain/rate';
import { evolve, lapseDueAt, type Answer, type RevisitFile } from '../src/domain/revisits';

const HOUR_MS = 3_600_000;
const RESOLVED_AT = new Date('2026-03-02T01:00:00Z');
const rules = { lapseAfterMs: 168 * HOUR_MS, callSamplePercent: 0 };
const hours = (count: number): Date => new Date(RESOLVED_AT.getTime() + count * HOUR_MS);

function caseAs(changes: Partial<CaseSnapshot> = {}): CaseSnapshot {
  return {
    ...{
      caseId: '01CASE',
      number: 'SH01-20260302-00001',
      groupId: 'g1',
      parkCode: 'SH01',
      state: 'resolved',
      cycle: 1,
    },
    ...{
      priority: 'p3',
      severity: 'general',
      escalationLevel: 0,
      supervised: false,
      complex: false,
      hasContact: true,
      unitId: 'eng',
      handlerId: 'li',
    },
    ...{ resolvedAt: RESOLVED_AT, stateSince: RESOLVED_AT },
    ...changes,
  };
}

function follow(file: RevisitFile | undefined, snap: CaseSnapshot): RevisitFile | undefined {
  const decision = followCase(file, snap, rules);
  return (decision?.events ?? []).reduce<RevisitFile | undefined>(evolve, decision?.file ?? file);
}

function say(
  file: RevisitFile | undefined,
  resolved: Answer,
  at: Date,
  snap?: CaseSnapshot,
): [Rated, RevisitFile | undefined] {
  const rated = rate(file, { at, resolved, satisfaction: 3, comment: '' }, snap, rules);
  return [rated, rated === 'not_resolved_yet' ? file : rated.events.reduce<RevisitFile | undefined>(evolve, file)];
}

const consequence = (rated: Rated): string => (rated === 'not_resolved_yet' ? rated : rated.consequence);

describe('revisit', () => {
  it('opens once for a resolved cycle, by whichever event tells of it first', () => {
    const file = follow(undefined, caseAs({ state: 'revisiting' }));
    expect(file?.revisits).toMatchObject([{ cycle: 1, status: 'open', openedAt: RESOLVED_AT, lapsesAt: hours(168) }]);
    expect(followCase(file, caseAs(), rules)?.events).toEqual([]);
  });

  it.each(['registered', 'dispatched', 'in_progress', 'linked'])('does not open for a case that is %s', (state) => {
    expect(followCase(undefined, caseAs({ state }), rules)).toBeUndefined();
  });

  it('is superseded when the case is reopened or closed without an answer', () => {
    const file = follow(undefined, caseAs());
    expect(follow(file, caseAs({ state: 'dispatched', cycle: 2 }))?.revisits[0]?.status).toBe('superseded');
    expect(follow(file, caseAs({ state: 'closed', outcome: 'resolved' }))?.revisits[0]?.status).toBe('superseded');
  });

  it('opens anew for the next cycle', () => {
    const file = follow(follow(undefined, caseAs()), caseAs({ cycle: 2, resolvedAt: hours(9) }));
    expect(file?.revisits.map(({ cycle, status }) => [cycle, status])).toEqual([
      [1, 'superseded'],
      [2, 'open'],
    ]);
  });

  it.each<[rule: string, changes: Partial<CaseSnapshot>, called: boolean]>([
    ['P1', { priority: 'p1' }, true],
    ['an escalated case', { escalationLevel: 100 }, true],
    ['a supervised case', { supervised: true }, true],
    ['a case that several units acted on', { complex: true }, true],
    ['a significant case', { severity: 'significant' }, true],
    ['a major case', { severity: 'major' }, true],
    ['a reopened case', { cycle: 2 }, true],
    ['a plain case outside the sample', {}, false],
    ['a P1 case without contact data', { priority: 'p1', hasContact: false }, false],
  ])('a person calls: %s', (_rule, changes, called) => {
    expect(isCallRequired(caseAs(changes), rules)).toBe(called);
  });

  it('calls about 30 % of the others, always the same ones', () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => `01JH${String(index).padStart(22, '0')}`);
    const called = ids.filter((caseId) => isCallRequired(caseAs({ caseId }), { ...rules, callSamplePercent: 30 }));
    expect(called.length / ids.length).toBeGreaterThan(0.27);
    expect(called.length / ids.length).toBeLessThan(0.33);
    expect(percentile('01JH')).toBe(percentile('01JH'));
  });

  it('lapses without an answer, not before its time', () => {
    const file = follow(undefined, caseAs())!;
    expect(lapseDueAt(file)).toEqual(hours(168));
    expect(lapse(file, hours(167))).toEqual([]);
    const lapsed = lapse(file, hours(168)).reduce<RevisitFile>(evolve, file);
    expect(lapsed.revisits[0]?.status).toBe('lapsed');
    expect(lapseDueAt(lapsed)).toBeUndefined();
  });
});

describe('rating', () => {
  it.each<[Answer, string]>([
    ['yes', 'close'],
    ['partly', 'close_partly'],
    ['no', 'reopen'],
  ])('%s: %s', (answer, expected) => {
    const [rated, file] = say(follow(undefined, caseAs()), answer, hours(1));
    expect(consequence(rated)).toBe(expected);
    expect(file?.revisits[0]).toMatchObject({ status: 'rated', ratings: [{ resolved: answer }] });
    expect(lapseDueAt(file!)).toBeUndefined();
  });

  it('is refused before resolve, whatever is known of the case', () => {
    expect(say(undefined, 'yes', hours(1))[0]).toBe('not_resolved_yet');
    expect(say(undefined, 'yes', hours(1), caseAs({ state: 'in_progress' }))[0]).toBe('not_resolved_yet');
    expect(say(undefined, 'yes', hours(1), caseAs({ state: 'closed', outcome: 'declined' }))[0]).toBe(
      'not_resolved_yet',
    );
  });

  it('opens the revisit itself where the event has not come yet', () => {
    const [rated, file] = say(undefined, 'yes', hours(1), caseAs());
    expect(rated !== 'not_resolved_yet' && rated.events.map(({ change }) => change.type)).toEqual([
      'RevisitOpened',
      'RatingGiven',
    ]);
    expect(followCase(file, caseAs(), rules)?.events).toEqual([]);
  });

  it('keeps every rating; the latest counts', () => {
    const [, once] = say(follow(undefined, caseAs()), 'partly', hours(1));
    const [rated, twice] = say(once, 'yes', hours(2), caseAs({ state: 'revisiting' }));
    expect(consequence(rated)).toBe('close');
    expect(twice?.revisits[0]?.ratings.map(({ resolved }) => resolved)).toEqual(['partly', 'yes']);
  });

  it('reopens by a no after closing, for 7 days', () => {
    const closed = caseAs({ state: 'closed', outcome: 'resolved', closedAt: hours(2), stateSince: hours(2) });
    const [, file] = say(follow(undefined, caseAs()), 'yes', hours(1));
    expect(consequence(say(file, 'no', hours(2 + 168), closed)[0])).toBe('reopen');
    const [late, kept] = say(file, 'no', hours(3 + 168), closed);
    expect(consequence(late)).toBe('none');
    expect(kept?.revisits[0]?.ratings).toHaveLength(2);
    expect(consequence(say(file, 'partly', hours(3), closed)[0])).toBe('none');
  });

  it('does not take back a reopening', () => {
    const [, file] = say(follow(undefined, caseAs()), 'no', hours(1));
    expect(consequence(say(file, 'yes', hours(2), caseAs({ state: 'revisiting' }))[0])).toBe('none');
    expect(say(file, 'yes', hours(3), caseAs({ state: 'dispatched', cycle: 2 }))[0]).toBe('not_resolved_yet');
  });

  it('gives the third no to headquarters; changing one’s mind within a cycle counts once', () => {
    let file: RevisitFile | undefined;
    const seen: string[] = [];
    for (const cycle of [1, 2, 3]) {
      const snap = caseAs({ cycle, resolvedAt: hours(cycle) });
      file = follow(file, snap);
      for (const _again of [1, 2]) {
        const [rated, after] = say(file, 'no', hours(cycle), snap);
        seen.push(consequence(rated));
        file = after;
      }
    }
    expect(seen).toEqual(['reopen', 'none', 'reopen', 'none', 'to_hq', 'to_hq']);
  });

  it('rates those who handled the case when it was resolved', () => {
    expect(newRevisit(caseAs(), rules)).toMatchObject({ unitId: 'eng', handlerId: 'li' });
  });
});
