import { checkDefinition, definitionOf, type ListedCalendar } from '../src';

const listed: ListedCalendar = {
  id: 'cn',
  version: 2,
  name: '上海',
  timeZone: 'Asia/Shanghai',
  aroundTheClock: false,
  week: [
    { weekday: 1, from: '09:00', to: '12:00' },
    { weekday: 2, from: '09:00', to: '12:00' },
    { weekday: 1, from: '13:00', to: '18:00' },
  ],
  standardWeekday: 1,
  days: [
    { date: '2026-01-01', kind: 'holiday', name: '元旦', windows: [] },
    { date: '2026-01-04', kind: 'make_up_workday', name: '调休上班', windows: [] },
    { date: '2026-12-31', kind: 'override', name: '盘点', windows: [] },
  ],
  coveredFrom: '2026-01-01',
  coveredUntil: '2026-12-31',
};

it('means the windows of each weekday, and says of an override alone that it is closed', () => {
  expect(definitionOf(listed)).toMatchObject({
    calendarId: 'cn',
    week: {
      1: [
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '18:00' },
      ],
      2: [{ from: '09:00', to: '12:00' }],
    },
    days: [
      { date: '2026-01-01', kind: 'holiday', name: '元旦' },
      { date: '2026-01-04', kind: 'make_up_workday', name: '调休上班' },
      { date: '2026-12-31', kind: 'override', name: '盘点', windows: [] },
    ],
  });
  expect(checkDefinition(definitionOf(listed)).ok).toBe(true);
});

it('asks for nothing more where a calendar never closes', () => {
  const always = { ...listed, aroundTheClock: true, week: [], days: [], standardWeekday: 0, coveredFrom: '' };
  expect(checkDefinition(definitionOf({ ...always, coveredUntil: '' })).ok).toBe(true);
});
