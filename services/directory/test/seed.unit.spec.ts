import { faultsOf, type Seed } from '../src/domain/seed';
import { viewOf } from '../src/domain/view';
import { entitiesOf } from '../src/domain/seed';
import { faultsOfCalendar } from '../src/application/check-calendar';
import { completedPark } from '../src/domain/completed';
import { demoPeople, demoPerson } from '../src/seed/demo-people';
import { readSeed } from '../src/seed/read-seed';

const seed = readSeed('demo');
const copy = (): Seed => structuredClone(seed);

describe('the demo seed', () => {
  it('has no fault', () => {
    expect(faultsOf(seed)).toEqual([]);
  });

  it('is a group of three regions and eight parks of all kinds, SH01 in Shanghai among them', () => {
    const parks = seed.parks.filter(({ groupId }) => groupId === 'demo');
    expect(parks).toHaveLength(8);
    expect(new Set(parks.map(({ type }) => type))).toEqual(new Set(['business', 'industrial', 'residential']));
    expect(new Set(parks.map(({ regionId }) => regionId)).size).toBe(3);
    expect(parks.find(({ code }) => code === 'SH01')?.city).toBe('上海');
  });

  it('has at least two handlers in the busy units of every park, a lead in each of them, and one park manager', () => {
    for (const { code } of seed.parks.filter(({ groupId }) => groupId === 'demo')) {
      for (const busy of ['customer_service', 'engineering', 'security']) {
        const unit = seed.units.find((u) => u.parkCode === code && u.function === busy);
        const people = seed.staff.filter(({ unitId }) => unitId === unit?.id);
        expect(people.filter(({ role }) => role === 'handler').length).toBeGreaterThanOrEqual(2);
        expect(people.filter(({ role }) => role === 'team-lead')).toHaveLength(1);
      }
      expect(seed.staff.filter((p) => p.role === 'park-manager' && p.parkCodes.includes(code))).toHaveLength(1);
      expect(seed.units.some((u) => u.parkCode === code && u.function === 'contractor')).toBe(true);
    }
  });

  it('names nobody twice and uses only addresses that cannot exist', () => {
    expect(new Set(seed.staff.map(({ name }) => name)).size).toBe(seed.staff.length);
    expect(seed.staff.every(({ email }) => email.endsWith('@example.com'))).toBe(true);
  });

  it.each([
    [
      'a unit without anybody',
      (s: Seed) => (s.staff = s.staff.filter(({ unitId }) => unitId !== 'sh01-finance')),
      'Nobody works in unit sh01-finance',
    ],
    [
      'a backstop of another park',
      (s: Seed) => (s.parks[0]!.backstopUnitId = 'sz01-customer-service'),
      'no backstop unit of its own',
    ],
    ['two people with one id', (s: Seed) => s.staff.push(s.staff[0]!), 'two of staff'],
    [
      'a calendar of another group',
      (s: Seed) => (s.parks.find(({ code }) => code === 'OT01')!.calendarId = 'cn-office'),
      'Park OT01 works by a calendar',
    ],
    [
      'a park of another group',
      (s: Seed) => (s.staff.find(({ id }) => id === 'sh01-cs-1')!.parkCodes = ['OT01']),
      'a park that the group does not have',
    ],
  ])('with %s is refused', (_name, spoil, fault) => {
    const spoilt = copy();
    spoil(spoilt);
    expect(faultsOf(spoilt).join(' ')).toContain(fault);
  });
});

describe('the calendars of the seed', () => {
  const byId = new Map(seed.calendars.map((calendar) => [calendar.id, calendar]));
  const dates = (from: string, to: string) =>
    Array.from({ length: (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1 }, (_, n) =>
      new Date(Date.parse(from) + n * 86_400_000).toISOString().slice(0, 10),
    );

  it('are sound', () => {
    for (const calendar of seed.calendars) expect(faultsOfCalendar(calendar)).toEqual([]);
  });

  it('have the statutory holidays and make-up workdays of China in 2026', () => {
    const { days = [], coveredFrom, coveredUntil } = byId.get('cn-office') ?? {};
    expect([coveredFrom, coveredUntil]).toEqual(['2026-01-01', '2026-12-31']);
    expect(days.filter(({ kind }) => kind === 'holiday').map(({ date }) => date)).toEqual([
      ...dates('2026-01-01', '2026-01-03'),
      ...dates('2026-02-15', '2026-02-23'),
      ...dates('2026-04-04', '2026-04-06'),
      ...dates('2026-05-01', '2026-05-05'),
      ...dates('2026-06-19', '2026-06-21'),
      ...dates('2026-09-25', '2026-09-27'),
      ...dates('2026-10-01', '2026-10-07'),
    ]);
    expect(days.filter(({ kind }) => kind === 'make_up_workday').map(({ date }) => date)).toEqual(
      ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'].map((day) => `2026-${day}`),
    );
    expect(days).toHaveLength(33 + 6);
  });

  it('let SH01 work Monday to Friday with a lunch break, factories on Saturdays, homes every day, one park always', () => {
    const calendarOf = (code: string) => byId.get(seed.parks.find((park) => park.code === code)?.calendarId ?? '');
    expect(calendarOf('SH01')?.week).toEqual(
      [1, 2, 3, 4, 5].flatMap((weekday) => [
        { weekday, from: '09:00', to: '12:00' },
        { weekday, from: '13:00', to: '18:00' },
      ]),
    );
    expect(calendarOf('SU01')?.week.filter(({ weekday }) => weekday === 6)).toHaveLength(2);
    expect(calendarOf('SH02')?.week.map(({ from, to }) => `${from}-${to}`)).toEqual(Array(7).fill('08:30-20:30'));
    expect(calendarOf('CD01')?.aroundTheClock).toBe(true);
  });

  it('have an expert of every field at headquarters', () => {
    const experts = seed.staff.filter(({ expertFields }) => expertFields.length > 0);
    expect(experts.flatMap(({ expertFields }) => expertFields).sort()).toEqual([
      'analyst',
      'engineering',
      'legal',
      'psychological',
    ]);
    expect(experts.every(({ allParks, groupId }) => allParks && groupId === 'demo')).toBe(true);
  });

  it('may be missing in a seed: its parks then work around the clock', () => {
    expect(completedPark({ ...seed.parks[0]!, calendarId: undefined }).calendarId).toBe('');
  });
});

describe('the view of the directory', () => {
  const entities = entitiesOf(seed);

  it('shows somebody of one park that park, and the people of the group whose names stand on his cases', () => {
    const view = viewOf({ groupId: 'demo', parks: ['SH01'] }, entities);
    expect(view.parks.map(({ code }) => code)).toEqual(['SH01']);
    expect(view.units.every(({ parkCode }) => parkCode === 'SH01' || parkCode === '')).toBe(true);
    expect(view.staff.map(({ id }) => id)).toContain('dispatch-1');
    expect(view.staff.map(({ id }) => id)).not.toContain('sz01-cs-1');
  });

  it('never shows another group', () => {
    const view = viewOf({ groupId: 'other', parks: 'all' }, entities);
    expect(view.group?.id).toBe('other');
    expect([...view.units, ...view.staff, ...view.parks].every(({ groupId }) => groupId === 'other')).toBe(true);
  });
});

describe('demo people', () => {
  it('has somebody for every role, always the same', () => {
    for (const role of [
      'agent',
      'handler',
      'team-lead',
      'park-manager',
      'region-manager',
      'hq-officer',
      'hq-admin',
      'auditor',
      'integration-client',
    ]) {
      expect(demoPerson(role)?.role).toBe(role);
      expect(demoPerson(role)).toEqual(demoPerson(role));
    }
    expect(demoPeople().length).toBeGreaterThan(60);
  });

  it('picks somebody of the park asked for', () => {
    expect(demoPerson('handler', 'SZ01')?.parks).toEqual(['SZ01']);
    expect(demoPerson('region-manager', 'GZ01')?.parks).toContain('GZ01');
    expect(demoPerson('park-manager', 'OT01')?.groupId).toBe('other');
    expect(demoPerson('handler', 'XX99')).toBeUndefined();
  });
});
