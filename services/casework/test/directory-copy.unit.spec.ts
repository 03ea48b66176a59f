import type { ReadCopy } from '@parkline/mongo';
import { directory } from '@parkline/proto';
import { createLogger } from '@parkline/service-kit';
import type { DirectoryEntity } from '../src/application/keep-directory';
import { addWorkingDays, addWorkingHours } from '../src/domain';
import type { Directory } from '../src/application/ports';
import { organisationFrom } from '../src/outbound/directory-copy';

const week = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: '09:00', to: '12:00' },
  { weekday, from: '13:00', to: '18:00' },
]);
const office = directory.Calendar.create({
  ...{ id: 'office', groupId: 'g1', version: 1, name: '办公时间', timeZone: 'Asia/Shanghai', week, standardWeekday: 1 },
  days: [
    { date: '2026-02-14', kind: 'make_up_workday', name: '调休', windows: [] },
    ...['16', '17', '18', '19', '20', '23'].map((day) => ({ date: `2026-02-${day}`, kind: 'holiday', name: '春节' })),
  ].map((day) => directory.CalendarDay.create(day)),
  ...{ coveredFrom: '2026-01-01', coveredUntil: '2026-12-31' },
});

type Calendar = Partial<directory.Calendar>;

/** A copy that is changed by telling it entities. */
function copyOf(...entities: [string, DirectoryEntity][]) {
  const values = new Map(entities);
  const copy = { revision: 1, all: () => values };
  const tell = (key: string, entity: DirectoryEntity) => {
    values.set(key, entity);
    copy.revision++;
  };
  const logger = createLogger({ service: 'casework', level: 'silent' });
  const current = organisationFrom(copy as unknown as ReadCopy<DirectoryEntity>, logger);
  return { current, tell };
}

const park = (calendarId: string): [string, DirectoryEntity] => [
  'park/SH01',
  { $case: 'park', value: directory.Park.create({ code: 'SH01', groupId: 'g1', calendarId }) },
];
const calendar = (more: Calendar = {}): [string, DirectoryEntity] => [
  'calendar/office',
  { $case: 'calendar', value: { ...office, ...more } },
];
const at = (local: string) => new Date(`${local}+08:00`);
const dayAfter = (view: Directory, local: string) => addWorkingDays(view.workingTime('SH01'), at(local), 1);

describe('the working time of a park', () => {
  it('is that of its calendar: windows, holidays and make-up workdays', () => {
    const { current } = copyOf(park('office'), calendar());
    // Friday before a make-up Saturday; the holidays after it.
    expect(dayAfter(current(), '2026-02-13T17:00:00')).toEqual(at('2026-02-14T17:00:00'));
    expect(dayAfter(current(), '2026-02-14T17:00:00')).toEqual(at('2026-02-24T17:00:00'));
    expect(addWorkingHours(current().workingTime('SH01'), at('2026-03-02T11:00:00'), 4)).toEqual(
      at('2026-03-02T16:00:00'),
    );
  });

  it.each<[string, [string, DirectoryEntity][]]>([
    ['without a calendar', [park('')]],
    ['with a calendar that has not come yet', [park('office')]],
    ['with one around the clock', [park('office'), calendar({ aroundTheClock: true, week: [], days: [] })]],
    ['with one that makes no sense', [park('office'), calendar({ timeZone: 'Mars/Olympus' })]],
  ])('is around the clock %s', (_label, entities) => {
    expect(dayAfter(copyOf(...entities).current(), '2026-02-14T17:00:00')).toEqual(at('2026-02-15T17:00:00'));
  });

  it('follows the weekly windows beyond the days that the calendar covers', () => {
    const { current } = copyOf(park('office'), calendar());
    expect(dayAfter(current(), '2027-05-07T17:00:00')).toEqual(at('2027-05-10T17:00:00'));
  });

  it('is compiled once for each version, whatever else changes', () => {
    const { current, tell } = copyOf(park('office'), calendar());
    const first = current().workingTime('SH01');
    tell('unit/x', { $case: 'unit', value: directory.Unit.create({ id: 'x', groupId: 'g1' }) });
    expect(current().workingTime('SH01')).toBe(first);
    tell(...calendar({ version: 2, days: [] }));
    expect(dayAfter(current(), '2026-02-13T17:00:00')).toEqual(at('2026-02-16T17:00:00'));
  });
});

describe('people', () => {
  const staff = (id: string, more: Partial<directory.Staff> = {}): [string, DirectoryEntity] => [
    `staff/${id}`,
    {
      $case: 'staff',
      value: directory.Staff.create({ id, groupId: 'g1', role: 'handler', unitId: 'eng', active: true, ...more }),
    },
  ];
  const from = at('2026-06-01T00:00:00');
  const until = at('2026-06-08T00:00:00');
  const wang = staff('wang', {
    role: 'park-manager',
    parkCodes: ['SH01'],
    absences: [{ from, until, deputyId: 'zhao' }],
  });

  it.each<[string, Date, string[]]>([
    ['before', new Date(from.getTime() - 1), []],
    ['from the beginning', from, ['wang']],
    ['until just before the end', new Date(until.getTime() - 1), ['wang']],
    ['at the end', until, []],
  ])('stand in for those who are away: %s', (_label, when, absent) => {
    const view = copyOf(wang, staff('zhao')).current();
    expect(view.absentFor('zhao', when).map(({ id }) => id)).toEqual(absent);
    expect(view.absentFor('wang', when)).toEqual([]);
  });

  it('stand in with the post and the parks of the absent', () => {
    expect(copyOf(wang).current().absentFor('zhao', from)).toMatchObject([{ role: 'park-manager', parks: ['SH01'] }]);
  });

  it('do not stand in for who has left', () => {
    const { current, tell } = copyOf(wang);
    tell(...staff('wang', { active: false, absences: [{ from, until, deputyId: 'zhao' }] }));
    expect(current().absentFor('zhao', from)).toEqual([]);
  });

  it('sit on the expert panel with their fields', () => {
    const view = copyOf(staff('li', { expertFields: ['legal', 'analyst'] })).current();
    expect(view.expertFieldsOf('li')).toEqual(['legal', 'analyst']);
    expect(view.expertFieldsOf('nobody')).toEqual([]);
  });
});
