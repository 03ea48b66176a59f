import fc from 'fast-check';
import { ALLOWANCE_UNITS, CLOCK_NAMES, type PolicyRule } from '../src/api/deadlines';
import { COMPLAINANT_TYPES, PRIORITIES } from '../src/api/types';
import { allowanceTable, isGeneral } from '../src/office/policies/rules';
import {
  addSpecial,
  countOutdone,
  draftOf,
  hasAnyColumn,
  isOutweighed,
  problemsOf,
  rulesOf,
  type CellName,
  type RulesDraft,
  type SpecialRule,
  type WrittenAllowance,
} from '../src/office/policies/rules-draft';

const rule = (over: Partial<PolicyRule> = {}): PolicyRule => ({
  ...{ clock: 'resolve', priority: 'P3', amount: 12, unit: 'wh' },
  ...over,
});
/** A policy that gives every case what it must have. */
const complete = CLOCK_NAMES.filter((clock) => clock !== 'relief').flatMap((clock) =>
  PRIORITIES.map((priority) => rule({ clock, priority })),
);
const write = (draft: RulesDraft, name: CellName, change: Partial<WrittenAllowance>): RulesDraft => ({
  ...draft,
  cells: { ...draft.cells, [name]: { ...draft.cells[name], ...change } },
});
const anyRules = fc.array(
  fc.record(
    {
      parkCode: fc.constantFrom('SH01', 'SZ01'),
      complainantType: fc.constantFrom(...COMPLAINANT_TYPES),
      priority: fc.constantFrom(...PRIORITIES),
      clock: fc.constantFrom(...CLOCK_NAMES),
      amount: fc.integer({ min: 1, max: 10_000 }).map((tenths) => tenths / 10),
      unit: fc.constantFrom(...ALLOWANCE_UNITS),
    },
    { requiredKeys: ['clock', 'amount', 'unit'] },
  ),
  { maxLength: 40 },
);

describe('the rules of a draft', () => {
  it('are those of the policy while nobody changed them: the general ones, then the special ones, each in their order', () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        const sent = rulesOf(draftOf(rules));
        expect(sent).toEqual([...rules.filter(isGeneral), ...rules.filter((one) => !isGeneral(one))]);
        expect(allowanceTable(sent)).toEqual(allowanceTable(rules));
      }),
    );
  });

  it('differ in the cell alone that was changed', () => {
    const cell = fc.tuple(fc.constantFrom(...CLOCK_NAMES), fc.constantFrom(...PRIORITIES));
    fc.assert(
      fc.property(anyRules, cell, (rules, [clock, priority]) => {
        const sent = rulesOf(write(draftOf(rules), `${clock}-${priority}`, { amount: '999', unit: 'min' }));
        for (const [index, row] of allowanceTable(sent).entries()) {
          for (const [at, { rule: now }] of row.cells.entries()) {
            const before = allowanceTable(rules)[index]?.cells[at];
            if (row.clock !== clock || before?.priority !== priority) expect(now).toEqual(before?.rule);
            else expect(now).toEqual({ clock, priority, amount: 999, unit: 'min' });
          }
        }
      }),
    );
  });

  const twice = [rule({ amount: 5 }), rule({ clock: 'sign' }), rule({ amount: 7, unit: 'h' })];

  it('show the later of two for the same cell, and keep both while nobody changes it', () => {
    const draft = draftOf(twice);
    expect(draft.cells['resolve-P3']).toEqual({ amount: '7', unit: 'h' });
    expect(countOutdone(draft.stored)).toBe(1);
    expect(rulesOf(draft)).toEqual(twice);
  });

  it.each<[string, string, PolicyRule[]]>([
    ['changed', '9', [rule({ clock: 'sign' }), rule({ amount: 9, unit: 'h' })]],
    ['emptied', ' ', [rule({ clock: 'sign' })]],
  ])('leave nothing of both when the cell is %s: the earlier one must not come to life', (_, amount, expected) => {
    expect(rulesOf(write(draftOf(twice), 'resolve-P3', { amount }))).toEqual(expected);
  });

  it('keep an allowance for all priorities apart from those that name one', () => {
    const general = [rule({ priority: undefined, amount: 40 }), rule({ priority: 'P1', amount: 24, unit: 'h' })];
    const draft = draftOf(general);
    expect([hasAnyColumn(draft.stored), hasAnyColumn(complete)]).toEqual([true, false]);
    expect([draft.cells['resolve-any'].amount, draft.cells['resolve-P2'].amount]).toEqual(['40', '']);
    expect(rulesOf(write(draft, 'resolve-P1', { amount: '' }))).toEqual([{ clock: 'resolve', amount: 40, unit: 'wh' }]);
    expect(rulesOf(write(draft, 'resolve-P2', { amount: '8' }))).toContainEqual(rule({ priority: 'P2', amount: 8 }));
  });

  it('take a new allowance where none was', () => {
    const sent = rulesOf(write(draftOf(complete), 'relief-P2', { amount: '６.5' }));
    expect(sent).toEqual([...complete, { clock: 'relief', priority: 'P2', amount: 6.5, unit: 'h' }]);
  });
});

describe('what is wrong with a draft', () => {
  const problemOf = (name: CellName, amount: string) =>
    problemsOf(write(draftOf(complete), name, { amount })).map(({ at, text }) => `${at} ${text}`);

  it('is nothing with a complete policy', () => expect(problemsOf(draftOf(complete))).toEqual([]));

  it.each(['0', '-1', '1000.5', '1e3', 'zwei', '1.2.3', '0x10', 'Infinity', '.'])('is an amount of %s', (amount) =>
    expect(problemOf('resolve-P3', amount)).toEqual(['resolve-P3 amountWrong']),
  );

  it.each(['1000', '0.5', ' 3 ', '２', '12.'])('is not an amount of %s', (amount) =>
    expect(problemOf('resolve-P3', amount)).toEqual([]),
  );

  it('is an empty cell, but for relief, and where an allowance for all priorities stands behind it', () => {
    expect(problemOf('sign-P1', '')).toEqual(['sign-P1 missing']);
    expect(problemOf('relief-P1', '')).toEqual([]);
    const forAll = draftOf([...complete, rule({ clock: 'sign', priority: undefined })]);
    expect(problemsOf(write(forAll, 'sign-P1', { amount: '' }))).toEqual([]);
    expect(problemsOf(write(write(forAll, 'sign-P1', { amount: '' }), 'sign-any', { amount: '' }))).toHaveLength(1);
  });

  it('is a special rule that says neither to what it applies nor how long', () => {
    const draft = draftOf([...complete, rule({ parkCode: 'SH01' })]);
    const special = addSpecial(draft.special);
    const [, added] = special as [SpecialRule, SpecialRule];
    expect(problemsOf({ ...draft, special })).toEqual([
      { at: added.id, text: 'scopeMissing' },
      { at: added.id, text: 'amountWrong' },
    ]);
    const said = { ...added, contract: 'c1', amount: '4' };
    expect(problemsOf({ ...draft, special: [said] })).toEqual([]);
    expect(rulesOf({ ...draft, special: [said] }).at(-1)).toEqual({
      ...{ clock: 'resolve', contract: 'c1', amount: 4, unit: 'wh' },
    });
  });
});

describe('a special rule', () => {
  const { cells } = draftOf(complete);
  const special = (over: Partial<SpecialRule>): SpecialRule => ({
    ...{ id: 1, clock: 'resolve', amount: '4', unit: 'wh' },
    ...over,
  });
  it.each<[string, Partial<SpecialRule>, boolean]>([
    ['for a complainant type alone', { complainantType: 'visitor' }, true],
    ['for a complainant type of a priority', { complainantType: 'visitor', priority: 'P4' }, false],
    ['for a complainant type in a park', { complainantType: 'visitor', parkCode: 'SH01' }, false],
    [
      'for a complainant type on a clock that not every priority has',
      { complainantType: 'visitor', clock: 'relief' },
      false,
    ],
    ['for a category', { category: 'facility' }, false],
  ])('%s never counts beside a full table: %s', (_, over, never) =>
    expect(isOutweighed(special(over), cells)).toBe(never),
  );
});
