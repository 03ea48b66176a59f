import { faultsOf, type Seed } from '../src/domain/seed';
import { viewOf } from '../src/domain/view';
import { entitiesOf } from '../src/domain/seed';
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
