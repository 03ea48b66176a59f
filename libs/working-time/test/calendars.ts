import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CalendarDefinition, LocalWindow, Weekday } from '../src/definition';

/** Park SH01: Monday to Friday 9–12 and 13–18 in Shanghai, with the holidays and make-up workdays of 2026. */
export const sh01 = readJson('sh01-calendar.json') as CalendarDefinition;

/** A file of this folder. */
export function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, name), 'utf8'));
}

/** `'09:00-12:00 13:00-18:00'` as windows. */
export function windows(text: string): LocalWindow[] {
  return text
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => ({ from: part.slice(0, 5), to: part.slice(6) }));
}

/** The same windows on all of these weekdays. */
export function weekOf(weekdays: readonly Weekday[], text: string): CalendarDefinition['week'] {
  return Object.fromEntries(weekdays.map((weekday) => [weekday, windows(text)]));
}

export const everyDay: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const mondayToFriday: readonly Weekday[] = [1, 2, 3, 4, 5];

function calendar(timeZone: string, week: CalendarDefinition['week'], more: Partial<CalendarDefinition> = {}) {
  return {
    calendarId: 'test',
    version: 1,
    name: 'test',
    timeZone,
    aroundTheClock: false,
    week,
    standardWeekday: 1,
    days: [],
    coveredFrom: '2026-01-01',
    coveredUntil: '2026-12-31',
    ...more,
  } satisfies CalendarDefinition;
}

/** The calendars of the vectors, by the name that they have there. */
export const calendars: Readonly<Record<string, CalendarDefinition>> = {
  SH01: sh01,
  'SH01 with half days': {
    ...sh01,
    days: [
      ...sh01.days,
      { date: '2026-12-31', kind: 'override', name: 'New Year’s Eve, morning only', windows: windows('09:00-12:00') },
      { date: '2026-11-21', kind: 'override', name: 'Fair on a Saturday', windows: windows('10:00-16:00') },
      { date: '2026-11-25', kind: 'override', name: 'Power cut', windows: [] },
      { date: '2026-11-28', kind: 'make_up_workday', name: 'Stocktaking', windows: windows('08:00-10:00') },
    ],
  },
  'Shanghai gate, four shifts': calendar(
    'Asia/Shanghai',
    weekOf(everyDay, '06:00-09:00 10:00-12:00 14:00-17:00 19:00-22:00'),
  ),
  'Shanghai guards, Monday to Friday nights': calendar(
    'Asia/Shanghai',
    {
      1: windows('22:00-24:00'),
      2: windows('00:00-06:00 22:00-24:00'),
      3: windows('00:00-06:00 22:00-24:00'),
      4: windows('00:00-06:00 22:00-24:00'),
      5: windows('00:00-06:00 22:00-24:00'),
      6: windows('00:00-06:00'),
    },
    { standardWeekday: 2 },
  ),
  'Around the clock': calendar('Asia/Shanghai', {}, { aroundTheClock: true }),
  'Berlin office': calendar('Europe/Berlin', weekOf(mondayToFriday, '09:00-17:00')),
  'Berlin guards': calendar('Europe/Berlin', weekOf(everyDay, '00:00-06:00 22:00-24:00')),
  'Berlin night desk': calendar('Europe/Berlin', weekOf(everyDay, '01:00-02:30 04:00-05:00')),
  'New York office': calendar('America/New_York', weekOf(mondayToFriday, '09:00-17:00')),
  'New York guards': calendar('America/New_York', weekOf(everyDay, '00:00-06:00 22:00-24:00')),
  'São Paulo guards of 2018': calendar('America/Sao_Paulo', weekOf(everyDay, '00:00-04:00 22:00-24:00'), {
    coveredFrom: '2018-01-01',
    coveredUntil: '2018-12-31',
  }),
  'Lord Howe Island lodge': calendar('Australia/Lord_Howe', weekOf(everyDay, '00:00-04:00')),
  'Kathmandu office': calendar('Asia/Kathmandu', weekOf([7, 1, 2, 3, 4, 5], '10:00-17:00')),
};
