import { createWorkingCalendar } from '@parkline/working-time';
import { versionedCalendar } from '../src/application/calendar-definition';
import { createRuleBook, type RuleSources } from '../src/application/rule-book';
import { defaultPolicy, type Grading } from '../src/domain/policy';
import { UNKNOWN_CALENDAR, type RuleVersions } from '../src/domain/rules';
import { openPark, sh01, sh01Grown } from './vectors/park';

const place = { groupId: 'g1', parkCode: 'SH01' };
const p3: Grading = { priority: 'p3', parkCode: 'SH01', category: '', unitId: '' };
const [first, grown] = [sh01, sh01Grown].map((definition) => versionedCalendar(createWorkingCalendar(definition)));
const versions: RuleVersions = { calendarId: 'sh01', calendarVersion: 1, policyVersion: 1 };
const known: RuleSources = {
  calendarOf: () => 'sh01',
  newestCalendar: () => grown,
  calendar: (_id, version) => [first, grown].find((calendar) => calendar?.calendarVersion === version),
  policyInForce: () => defaultPolicy('g1'),
  policy: (groupId, version) => (version === 1 ? defaultPolicy(groupId) : undefined),
};
const bookWith = (other: Partial<RuleSources> = {}, timeScale?: number) =>
  createRuleBook({ ...known, ...other }, timeScale);

describe('the rule book', () => {
  it('gives new clocks the newest calendar and running ones that of their version', () => {
    expect(bookWith().inForce(place)).toMatchObject({ calendarId: 'sh01', calendarVersion: 2, policyVersion: 1 });
    expect(bookWith().kept(place, versions)).toMatchObject({ calendarVersion: 1 });
  });

  it('makes the rules of two versions once', () => {
    const book = bookWith();
    expect(book.kept(place, versions)).toBe(book.kept({ ...place, parkCode: 'SH02' }, versions));
  });

  it('waits for a version that only another replica has heard of', () => {
    const book = bookWith();
    const missing = { kind: 'Unavailable', code: 'rules_not_here_yet' };
    expect(() => book.kept(place, { ...versions, calendarVersion: 9 })).toThrow(expect.objectContaining(missing));
    expect(() => book.kept(place, { ...versions, policyVersion: 9 })).toThrow(expect.objectContaining(missing));
    expect(() => book.applied(place, versions, 9)).toThrow(expect.objectContaining(missing));
  });

  it('counts around the clock for a park that has no calendar, for certain', () => {
    const rules = bookWith({ calendarOf: () => '' }).inForce(place);
    expect(rules).toMatchObject({ calendarId: '', calendar: { dayMs: 24 * 3_600_000 } });
    expect(rules.calendar.covers(new Date(0), new Date())).toBe(true);
  });

  it.each([
    ['the park', { calendarOf: () => undefined }],
    ['its calendar', { newestCalendar: () => undefined }],
  ])('is sure of nothing while nobody has told of %s', (_what, other) => {
    const rules = bookWith(other).inForce(place);
    expect(rules.calendarId).toBe(UNKNOWN_CALENDAR);
    expect(rules.calendar.covers(new Date(0), new Date(1))).toBe(false);
  });

  it('knows when more is known of a calendar', () => {
    const unknown = { ...versions, calendarId: UNKNOWN_CALENDAR, calendarVersion: 0 };
    expect(bookWith().grown(place, versions)?.calendarVersion).toBe(2);
    expect(bookWith().grown(place, { ...versions, calendarVersion: 2 })).toBeUndefined();
    expect(bookWith().grown(place, unknown)?.calendarId).toBe('sh01');
    expect(bookWith({ calendarOf: () => '' }).grown(place, unknown)?.calendarId).toBe('');
    expect(bookWith({ calendarOf: () => undefined }).grown(place, unknown)).toBeUndefined();
  });

  it('applies what is newest to a running clock, and never takes one back', () => {
    const policy = (groupId: string, version: number) => ({ ...defaultPolicy(groupId), version });
    const book = bookWith({ policy });
    expect(book.applied(place, versions, 2)).toMatchObject({ calendarVersion: 2, policyVersion: 2 });
    expect(book.applied(place, { ...versions, policyVersion: 3 }, 2)).toMatchObject({ policyVersion: 3 });
    const behind = bookWith({ policy, newestCalendar: () => first });
    expect(behind.applied(place, { ...versions, calendarVersion: 2 }, 2)).toMatchObject({ calendarVersion: 2 });
    const deaf = bookWith({ policy, calendarOf: () => undefined });
    expect(deaf.applied(place, versions, 2)).toMatchObject({ calendarId: 'sh01', calendarVersion: 1 });
  });

  it('lets time that is sped up know no nights, so that a test may run at any hour', () => {
    const { calendar, allowance } = bookWith({}, 1_200).inForce(place);
    expect(allowance('resolve', p3, 1)).toEqual({ ms: 36_000, unit: 'working' });
    const midnight = new Date('2026-03-01T16:00:00Z');
    expect(calendar.add(midnight, 36_000)).toEqual(new Date(midnight.getTime() + 36_000));
    expect(allowance('revisit', p3, 1)?.ms).toBe((3 * 8 * 3_600_000) / 1_200);
  });

  it('has the policy that a park puts in force', () => {
    const park = openPark();
    park.put({ rules: [{ clock: 'resolve', priority: 'p3', amount: 6, unit: 'wh' }] });
    expect(park.book.inForce(place).allowance('resolve', p3, 1)?.ms).toBe(6 * 3_600_000);
    expect(park.book.kept(place, versions).allowance('resolve', p3, 1)?.ms).toBe(12 * 3_600_000);
  });
});
