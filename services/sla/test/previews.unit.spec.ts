import type { Principal } from '@parkline/auth';
import type { Contractors, KnownPark, Parks, Policies } from '../src/application/ports';
import { previewDeadlines } from '../src/application/preview-deadlines';
import type { PreviewRequest } from '../src/application/preview-request';
import { defaultPolicy, type PolicyRule } from '../src/domain/policy';
import { RECEIVED_AT, time } from './story';

const officer: Principal = {
  ...{ kind: 'person', subject: 'officer', role: 'hq-officer', groupId: 'g1', parks: 'all', issuer: 'gateway' },
};
const minutes: PreviewRequest = {
  ...{
    parkCode: 'SH01',
    startAt: RECEIVED_AT,
    workingMinutes: 60,
    pauses: [],
    category: '',
    contract: '',
    allowProvisional: true,
  },
  ...{ priority: undefined, complainantType: undefined, draftPolicy: undefined, draftCalendar: undefined },
};
const clocks: PreviewRequest = { ...minutes, workingMinutes: 0, priority: 'p2' };
const draft = {
  ...{ id: 'draft', groupId: 'g1', version: 1, name: 'draft', nameEn: '', timeZone: 'UTC', aroundTheClock: true },
  ...{ week: [], standardWeekday: 0, days: [], coveredFrom: '', coveredUntil: '' },
};

const contractors: Contractors = {
  contractor: (unitId) =>
    [
      { unitId: 'otis', groupId: 'g1', parkCode: 'SH01' },
      { unitId: 'group-lifts', groupId: 'g1', parkCode: '' },
      { unitId: 'otis-bj', groupId: 'g1', parkCode: 'BJ01' },
      { unitId: 'stranger', groupId: 'g2', parkCode: '' },
    ].find((one) => one.unitId === unitId),
};

/** Previews for a park with this calendar, of which nothing is known here yet; the rules come after those of the product. */
function previewsFor(calendarId: string, rules: readonly PolicyRule[] = []) {
  const park: KnownPark = { code: 'SH01', groupId: 'g1', timeZone: 'Asia/Shanghai', calendarId };
  const parks: Parks = { park: () => park, all: () => [park], calendar: () => undefined, allCalendars: () => [] };
  const policies = {
    inForce: (groupId: string) => ({ ...defaultPolicy(groupId), rules: [...defaultPolicy(groupId).rules, ...rules] }),
  } as unknown as Policies;
  return previewDeadlines({ parks, contractors, calendarOf: () => undefined, policies });
}

describe('a preview', () => {
  it.each([
    ['working minutes', minutes],
    ['the clocks of a case', clocks],
  ])(
    'of %s is refused while the calendar of the park is not known, and never counts around the clock',
    (_of, asked) => {
      const preview = () => previewsFor('sh01')(asked, officer);
      expect(preview).toThrow(expect.objectContaining({ kind: 'Unavailable', code: 'calendar_not_here_yet' }));
      expect(preview).toThrow('SH01');
    },
  );

  it('goes by a draft where one is given, known calendar or not', () => {
    expect(previewsFor('sh01')({ ...minutes, draftCalendar: draft }, officer).dueAt).toEqual(time('60m'));
  });

  it('counts around the clock where the park has no calendar', () => {
    expect(previewsFor('')(minutes, officer).dueAt).toEqual(time('60m'));
  });
});

describe('a preview for a contractor', () => {
  const rules: PolicyRule[] = [
    { clock: 'resolve', contract: 'otis', amount: 3, unit: 'h' },
    { clock: 'resolve', contract: 'otis', category: 'facility.lift', priority: 'p2', amount: 90, unit: 'min' },
    { clock: 'sign', contract: 'unheard', amount: 5, unit: 'min' },
  ];
  const allowancesFor = (request: Partial<PreviewRequest>): Record<string, string> => {
    const { clocks: previewed } = previewsFor('', rules)({ ...clocks, ...request }, officer);
    return Object.fromEntries(previewed.map(({ name, allowance }) => [name, `${allowance.amount} ${allowance.unit}`]));
  };

  it.each<[whose: string, request: Partial<PreviewRequest>, allowances: Record<string, string>]>([
    ['an own unit', {}, { sign: '30 min', resolve: '8 wh' }],
    ['him', { contract: 'otis' }, { sign: '30 min', resolve: '3 h' }],
    ['him and the category', { contract: 'otis', category: 'facility.lift' }, { resolve: '90 min' }],
    ['one of the whole group, of whom no rule speaks', { contract: 'group-lifts' }, { resolve: '8 wh' }],
    ['one that only a rule names', { contract: 'unheard' }, { sign: '5 min' }],
  ])('counts by the rules for %s', (_whose, request, allowances) => {
    expect(allowancesFor(request)).toMatchObject(allowances);
  });

  it('takes the rules of a draft, and the contractor that the draft names', () => {
    const { rules: own, pauseAllowanceDays, firstContactCapHours, note } = defaultPolicy('g1');
    const named: PolicyRule = { clock: 'resolve', contract: 'newcomer', amount: 7, unit: 'h' };
    const draftPolicy = { note, pauseAllowanceDays, firstContactCapHours, rules: [...own, named] };
    expect(allowancesFor({ contract: 'newcomer', draftPolicy })).toMatchObject({ resolve: '7 h' });
    expect(allowancesFor({ contract: 'otis', draftPolicy })).toMatchObject({ resolve: '8 wh' });
  });

  it.each([
    ['one that there is not', { contract: 'nobody' }, 'contract_unknown'],
    ['one of another park', { contract: 'otis-bj' }, 'contract_unknown'],
    ['one of another group', { contract: 'stranger' }, 'contract_unknown'],
    ['one beside working minutes', { contract: 'otis', priority: undefined, workingMinutes: 60 }, 'contract_invalid'],
  ])('refuses %s and names the field', (_what, request, code) => {
    const asked = () => previewsFor('', rules)({ ...clocks, ...request }, officer);
    expect(asked).toThrow(expect.objectContaining({ kind: 'InvalidInput', code, field: 'contract' }));
  });
});
