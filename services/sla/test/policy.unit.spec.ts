import { checkPolicy, type PolicyDraft } from '../src/domain/check-policy';
import { allowanceOf, defaultPolicy, type Grading, type PolicyRule } from '../src/domain/policy';

const lift: Grading = {
  priority: 'p2',
  parkCode: 'SH01',
  category: 'facility.lift.noise',
  complainantType: 'company',
  unitId: 'otis',
};

/** An allowance for resolve that is told by its amount. */
const rule = (amount: number, fits: Partial<PolicyRule> = {}): PolicyRule => ({
  ...{ clock: 'resolve', unit: 'wh', amount },
  ...fits,
});

const specificity: [shows: string, rules: PolicyRule[], expected: number | undefined][] = [
  ['nothing fits', [rule(1, { parkCode: 'BJ01' })], undefined],
  ['an empty rule fits everything', [rule(1)], 1],
  ['the later of two equals', [rule(1), rule(2)], 2],
  ['a park before a category', [rule(1, { parkCode: 'SH01' }), rule(2, { category: 'facility' })], 1],
  ['a contract before a category', [rule(1, { contract: 'otis' }), rule(2, { category: 'facility' })], 1],
  [
    'a park with a contract before a park',
    [rule(1, { parkCode: 'SH01', contract: 'otis' }), rule(2, { parkCode: 'SH01' })],
    1,
  ],
  ['a category before a priority', [rule(1, { category: 'facility' }), rule(2, { priority: 'p2' })], 1],
  ['the longer category', [rule(1, { category: 'facility.lift' }), rule(2, { category: 'facility' })], 1],
  ['a priority before a complainant type', [rule(1, { priority: 'p2' }), rule(2, { complainantType: 'company' })], 1],
  [
    'more of the lesser after one of the greater',
    [rule(1, { parkCode: 'SH01' }), rule(2, { category: 'facility', priority: 'p2', complainantType: 'company' })],
    1,
  ],
  [
    'both names count among equals',
    [rule(1, { category: 'facility', priority: 'p2' }), rule(2, { category: 'facility' })],
    1,
  ],
  ['a category is more than a beginning of letters', [rule(1, { category: 'facility.li' })], undefined],
  ['another clock', [rule(1, { clock: 'sign' })], undefined],
  ['another complainant type', [rule(1, { complainantType: 'owner' })], undefined],
];

describe('of the rules that fit the most specific counts', () => {
  it.each(specificity.map(([shows, rules, expected]) => ({ shows, rules, expected })))(
    '$shows',
    ({ rules, expected }) => {
      expect(allowanceOf({ rules }, 'resolve', lift)?.amount).toBe(expected);
    },
  );
});

describe('a policy', () => {
  const sound: PolicyDraft = defaultPolicy('g1');
  const withRule = (wrong: Partial<PolicyRule>): PolicyDraft => ({ ...sound, rules: [...sound.rules, rule(1, wrong)] });
  const fieldsOf = (draft: PolicyDraft): string[] => checkPolicy(draft).map(({ field }) => field);
  const last = `rules[${sound.rules.length}]`;

  it('is sound as domain.md has it', () => {
    expect(checkPolicy(sound)).toEqual([]);
  });

  it('gives relief to P1 alone', () => {
    expect(allowanceOf(sound, 'relief', { ...lift, priority: 'p1' })).toEqual({ amount: 4, unit: 'h' });
    expect(allowanceOf(sound, 'relief', lift)).toBeUndefined();
  });

  it.each<[string, PolicyDraft, string[]]>([
    ['an amount of nothing', withRule({ amount: 0 }), [`${last}.amount`]],
    ['an amount that is no number', withRule({ amount: NaN }), [`${last}.amount`]],
    ['an endless amount', withRule({ amount: 1_001 }), [`${last}.amount`]],
    ['an unknown unit', withRule({ unit: 'd' as never }), [`${last}.unit`]],
    ['an unknown clock', withRule({ clock: undefined }), [`${last}.clock`]],
    ['an unknown priority', withRule({ priority: 'p5' as never }), [`${last}.priority`]],
    ['a category with a space', withRule({ category: 'a lift' }), [`${last}.category`]],
    ['too long a wait', { ...sound, pauseAllowanceDays: 61 }, ['pauseAllowanceDays']],
    ['no cap', { ...sound, firstContactCapHours: 0 }, ['firstContactCapHours']],
    ['quiet hours of no length', { ...sound, quietHours: { from: '22:00', to: '22:00' } }, ['quietHours.to']],
    [
      'quiet hours that are no times',
      { ...sound, quietHours: { from: '25:00', to: 'x' } },
      ['quietHours.from', 'quietHours.to'],
    ],
    [
      'a case without a resolve clock',
      { ...sound, rules: sound.rules.filter(({ clock, priority }) => clock !== 'resolve' || priority !== 'p3') },
      ['rules'],
    ],
    ['too many rules', { ...sound, rules: Array.from({ length: 501 }, () => rule(1)) }, ['rules']],
    [
      'all at once',
      { ...withRule({ amount: -1, unit: '' as never }), pauseAllowanceDays: -1 },
      [`${last}.unit`, `${last}.amount`, 'pauseAllowanceDays'],
    ],
  ])('with %s is refused, each wrong field named', (_shows, draft, fields) => {
    expect(fieldsOf(draft)).toEqual(fields);
  });

  it('needs no more than one rule a clock', () => {
    const rules = (['sign', 'first_contact', 'resolve', 'revisit'] as const).map((clock) => rule(4, { clock }));
    expect(checkPolicy({ ...sound, rules })).toEqual([]);
  });
});
