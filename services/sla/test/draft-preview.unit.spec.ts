import fc from 'fast-check';
import type { Principal } from '@parkline/auth';
import { unavailable } from '@parkline/errors';
import { previewApplication, type Effect } from '../src/application/preview-application';
import { applyRules } from '../src/domain/apply-rules';
import type { PolicyDraft } from '../src/domain/check-policy';
import type { Clock } from '../src/domain/clock';
import { dueIfResumed } from '../src/domain/deadline';
import { allowanceUnits, clockNames, defaultPolicy, priorities, type PolicyRule } from '../src/domain/policy';
import { openGroup, type Group } from './group';
import { time } from './story';

const now = time('30h');
const officer: Principal = {
  ...{ kind: 'person', subject: 'officer', role: 'hq-officer', groupId: 'g1', parks: 'all', issuer: 'gateway' },
};
const { rules, pauseAllowanceDays, firstContactCapHours } = defaultPolicy('g1');
const draftOf = (more: readonly PolicyRule[], other: Partial<PolicyDraft> = {}): PolicyDraft => ({
  ...{ note: '', rules: [...rules, ...more], pauseAllowanceDays, firstContactCapHours },
  ...other,
});

const preview = (group: Group, draftPolicy?: PolicyDraft): Promise<Effect> =>
  previewApplication({ ...group, book: group.park.book, clock: () => now })({ parkCode: '', draftPolicy }, officer);

/** Eight cases at different places of their way: some sign, one waits, one is suspended, one is past its deadline. */
function openCases(): Group {
  const p = (index: number): string => priorities[index % 4]!;
  return openGroup(8, (act, index) => {
    act('dispatch', time('1m'), p(index));
    if (index > 3) for (const word of ['sign', 'contact']) act(word, time('10m'));
    if (index === 4) act('wait', time('20m'));
    if (index === 5) act('suspend', time('1h'));
    if (index === 6) act('tick', time('29h'));
  });
}

describe('the preview of a draft on running clocks', () => {
  it('tells what a longer and a shorter allowance would move, and what would be overdue at once', async () => {
    const group = openGroup(2, (act, index) => {
      act('dispatch', time('1m'), index === 0 ? 'p3' : 'p4');
      for (const word of ['sign', 'contact']) act(word, time('2m'));
    });
    const shorter: PolicyRule = { clock: 'resolve', priority: 'p4', amount: 1, unit: 'wh' };
    const longer: PolicyRule = { clock: 'resolve', priority: 'p3', amount: 20, unit: 'wh' };
    const effect = await preview(group, draftOf([shorter, longer]));
    expect(effect).toMatchObject({ cases: 2, clocks: 2, earlier: 1, later: 1, overdueAtOnce: 1, truncated: false });
    // From Friday's end of work, the one that moves most, to an hour after receipt.
    expect(effect.examples).toEqual([
      ...[{ caseId: 'case-001', number: 'SH01-20260302-001', clock: 'resolve', ...moved('105h', '1h') }],
      ...[{ caseId: 'case-000', number: 'SH01-20260302-000', clock: 'resolve', ...moved('29h', '53h') }],
    ]);
  });

  it('moves nothing by a draft that says what is in force, though every clock would be measured anew', async () => {
    const group = openCases();
    const effect = await preview(group, draftOf([]));
    expect(effect).toMatchObject({ cases: 8, earlier: 0, later: 0, overdueAtOnce: 0, examples: [] });
    expect(effect.clocks).toBeGreaterThan(8);
    expect(await preview(group)).toMatchObject({ cases: 0, clocks: 0 });
  });

  it('leaves the rules as they are: nothing is stored, and what is in force stays in force', async () => {
    const group = openCases();
    await preview(group, draftOf([{ clock: 'resolve', amount: 1, unit: 'min' }]));
    expect(group.saved).toEqual([]);
    expect(await preview(group)).toMatchObject({ clocks: 0 });
    const { state } = group.kept.get('case-002')!;
    const sign = state!.clocks.find(({ name }) => name === 'resolve')!;
    expect(group.park.book.inForce(state!).allowance('resolve', sign.grading, 1)?.ms).toBe(12 * 3_600_000);
  });

  it('goes by the newest calendar too, as an application does', async () => {
    const group = openGroup(1);
    group.park.grow();
    const effect = await preview(group, draftOf([]));
    expect(effect).toMatchObject({ cases: 1, clocks: 3, earlier: 0, later: 0 });
  });

  it.each([
    ['a required clock left out', { rules: [] }, 'rules'],
    ['an allowance of nothing', { rules: [...rules, { clock: 'sign', amount: 0, unit: 'h' }] }, 'rules[17].amount'],
    ['a pause without end', { pauseAllowanceDays: 61 }, 'pauseAllowanceDays'],
  ])('is refused with %s, as when it is put', async (_what, other, field) => {
    const asked = preview(openGroup(1), draftOf([], other as Partial<PolicyDraft>));
    await expect(asked).rejects.toMatchObject({ kind: 'InvalidInput', code: 'policy_invalid', field });
  });

  it('is for headquarters alone, whatever the draft', async () => {
    const group = openGroup(1);
    const use = previewApplication({ ...group, book: group.park.book, clock: () => now });
    const asked = use({ parkCode: '', draftPolicy: draftOf([], { rules: [] }) }, { ...officer, role: 'park-manager' });
    await expect(asked).rejects.toMatchObject({ code: 'headquarters_only' });
  });

  it('leaves out what cannot be read or measured, counts it once, and all others once', async () => {
    const group = openCases();
    const draft = draftOf([{ clock: 'resolve', amount: 1, unit: 'min', parkCode: 'SH01' }]);
    const whole = await preview(group, draft);
    const damaged = group.kept.get('case-006')!;
    const clocks = damaged.state!.clocks.map((clock) => ({ ...clock, calendarVersion: 99 }));
    group.kept.set('case-006', { ...damaged, state: { ...damaged.state!, clocks } });
    const { loadMany } = group.clockSets;
    group.clockSets.loadMany = (ids) =>
      ids.includes('case-004') ? Promise.reject(new TypeError('set.clocks is no list')) : loadMany(ids);
    const told = await preview(group, draft);
    expect(told).toMatchObject({ cases: 6, notMeasured: 2 });
    expect(whole).toMatchObject({ cases: 8, notMeasured: 0 });
    const left = whole.examples.filter(({ caseId }) => !['case-004', 'case-006'].includes(caseId));
    expect(told.examples).toEqual(left);
    expect(told.earlier + told.later).toBe(left.length);
  });

  it('does not take a store that is away for damaged cases', async () => {
    const group = openCases();
    group.clockSets.loadMany = () => Promise.reject(unavailable('store_unreachable', 'away'));
    await expect(preview(group)).rejects.toThrow('away');
  });

  const anyRule: fc.Arbitrary<PolicyRule> = fc.record(
    {
      clock: fc.constantFrom(...clockNames),
      amount: fc.integer({ min: 1, max: 60 }),
      unit: fc.constantFrom(...allowanceUnits),
      priority: fc.constantFrom(...priorities),
      category: fc.constantFrom('facility', 'facility.lift', 'security'),
      parkCode: fc.constantFrom('SH01', 'BJ01'),
      contract: fc.constantFrom('engineering', 'otis'),
    },
    { requiredKeys: ['clock', 'amount', 'unit'] },
  );

  it('tells what putting and applying it then does, whatever the draft', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRule, { maxLength: 6 }),
        fc.integer({ min: 0, max: 10 }),
        async (more, pauseAllowanceDays) => {
          const draft = draftOf(more, { pauseAllowanceDays });
          const group = openCases();
          const told = await preview(group, draft);
          group.park.put({ rules: more, pauseAllowanceDays });
          expect(told).toEqual(await preview(group));
          expect(told.earlier + told.later).toBe(movedByApplying(group));
        },
      ),
      { numRuns: 60 },
    );
  });
});

function moved(from: string, to: string): { fromDueAt: Date; toDueAt: Date } {
  return { fromDueAt: time(from), toDueAt: time(to) };
}

/** How many deadlines are others once the newest policy was applied. */
function movedByApplying({ kept, park: { book } }: Group): number {
  let count = 0;
  for (const { state } of kept.values()) {
    const { policyVersion } = book.inForce(state!);
    const rulesFor = (known: Clock) => book.applied(state!, known, policyVersion);
    const { after } = applyRules(state!, { applicationId: 'a', rulesFor }, now, book);
    count += after.clocks.filter((clock, index) => {
      const before = state!.clocks[index]!;
      return (
        +dueIfResumed(clock, now, book.kept(after, clock)) !== +dueIfResumed(before, now, book.kept(after, before))
      );
    }).length;
  }
  return count;
}
