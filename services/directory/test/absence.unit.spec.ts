import { backAt, faultOfAbsence, maySetAbsence, withAbsence, type Asker } from '../src/domain/absence';
import type { Absence, Staff } from '../src/domain/entities';

const now = new Date('2026-11-22T02:00:00Z');
const at = (day: string) => new Date(`2026-${day}T00:00:00Z`);

function person(id: string, change: Partial<Staff> = {}): Staff {
  return {
    id,
    groupId: 'demo',
    name: id,
    nameEn: id,
    role: 'handler',
    unitId: 'sh01-eng',
    parkCodes: ['SH01'],
    allParks: false,
    skills: [],
    email: '',
    locale: 'zh',
    active: true,
    expertFields: [],
    absences: [],
    ...change,
  };
}

const absence: Absence = { from: at('12-01'), until: at('12-05'), deputyId: 'b' };

describe('an absence', () => {
  const asker: Asker = { id: 'x', role: 'handler', unitId: 'sh01-eng', groupId: 'demo', parks: ['SH01'] };
  it.each<[string, Partial<Asker>, Partial<Staff>, boolean]>([
    ['himself', { id: 'a' }, {}, true],
    ['a colleague', {}, {}, false],
    ['his team lead', { role: 'team-lead' }, {}, true],
    ['the lead of another team', { role: 'team-lead', unitId: 'sh01-cs' }, {}, false],
    ['another lead of his team, being lead himself', { role: 'team-lead' }, { role: 'team-lead' }, false],
    ['the manager of his park', { role: 'park-manager', unitId: 'sh01-office' }, {}, true],
    ['the manager of another park', { role: 'park-manager', parks: ['SH02'] }, {}, false],
    ['a park manager for somebody of headquarters', { role: 'park-manager' }, { allParks: true, parkCodes: [] }, false],
    ['the region manager', { role: 'region-manager', parks: ['SH01', 'SH02'] }, {}, false],
    ['headquarters', { role: 'hq-officer', parks: 'all' }, {}, true],
    ['headquarters of another group', { role: 'hq-admin', parks: 'all', groupId: 'other' }, {}, false],
  ])('may be set by %s: asked as %j of %j – %s', (_who, change, whom, may) => {
    expect(maySetAbsence({ ...asker, ...change }, person('a', whom))).toBe(may);
  });

  it.each<[string, Partial<Absence>, Staff | undefined, string | undefined]>([
    ['that can be', {}, person('b'), undefined],
    ['with a deputy of headquarters', {}, person('b', { allParks: true, parkCodes: [] }), undefined],
    ['that has begun', { from: at('11-01') }, person('b'), undefined],
    ['that ends before it begins', { until: at('11-30') }, person('b'), 'absence_reversed'],
    ['that is over', { from: at('11-01'), until: at('11-02') }, person('b'), 'absence_past'],
    ['of years', { until: new Date('2029-01-01T00:00:00Z') }, person('b'), 'absence_too_long'],
    ['with an unknown deputy', {}, undefined, 'deputy_unknown'],
    ['with a deputy who has left', {}, person('b', { active: false }), 'deputy_unknown'],
    ['with a deputy of another group', {}, person('b', { groupId: 'other' }), 'deputy_unknown'],
    ['with himself as deputy', {}, person('a'), 'deputy_is_absent_person'],
    ['with a deputy of another park', {}, person('b', { parkCodes: ['SH02'] }), 'deputy_out_of_scope'],
    ['with a deputy who is away too', {}, person('b', { absences: [{ ...absence, deputyId: 'c' }] }), 'deputy_absent'],
  ])('%s is judged', (_what, change, deputy, code) => {
    expect(faultOfAbsence(person('a'), { ...absence, ...change }, deputy, now)?.code).toBe(code);
  });

  it('does not overlap another one, but may follow it at once', () => {
    const away = person('a', { absences: [absence] });
    const next = { ...absence, from: at('12-05'), until: at('12-06') };
    expect(faultOfAbsence(away, next, person('b'), now)).toBeUndefined();
    expect(faultOfAbsence(away, { ...next, from: at('12-04') }, person('b'), now)?.code).toBe('absence_overlaps');
  });

  it('is kept in order, and dropped a season after it is over', () => {
    const old: Absence = { from: at('01-01'), until: at('01-05'), deputyId: 'b' };
    const recent: Absence = { from: at('11-01'), until: at('11-05'), deputyId: 'b' };
    const earlier: Absence = { from: at('11-25'), until: at('11-26'), deputyId: 'b' };
    const away = withAbsence(person('a', { absences: [old, recent, absence] }), earlier, now);
    expect(away.absences).toEqual([recent, earlier, absence]);
  });

  it('ends when the person is back, and never was where he does not leave', () => {
    const away = person('a', { absences: [absence] });
    expect(backAt(away, at('12-03'))?.absences).toEqual([{ ...absence, until: at('12-03') }]);
    expect(backAt(away, at('12-01'))?.absences).toEqual([]);
    expect(backAt(away, at('12-05'))).toBeUndefined();
  });
});
