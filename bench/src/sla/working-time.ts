import { createWorkingCalendar, type CalendarDefinition, type LocalWindow } from '@parkline/working-time';
import { naiveAdd } from '../bare/naive-calendar';
import { goal, printTable } from '../report';
import { round } from '../figures';

const hourMs = 3_600_000;
const dayHours = 8;

export interface AddCost {
  years: number;
  workingHours: number;
  ownMicros: number;
  luxonMicros: number;
  ratio: number;
}

/** What `add` costs beside the same done day by day with luxon, both checked to agree. */
export function measureWorkingTime(): AddCost[] {
  const costs = [1, 10].flatMap((years) => {
    const definition = officeCalendar(years);
    return [2, 12, 5 * dayHours, 60 * dayHours].map((workingHours) => measure(definition, years, workingHours));
  });
  printTable(
    'Working time: add, Monday to Friday 9:00–12:00 and 13:00–18:00, with holidays and make-up days',
    ['covered, added', 'own µs', 'luxon µs', 'luxon ÷ own', 'goal, µs'],
    costs.map(({ years, workingHours, ownMicros, luxonMicros, ratio }) => [
      `${years} year${years > 1 ? 's' : ''}, ${workingHours} h`,
      ownMicros.toFixed(2),
      luxonMicros.toFixed(0),
      ratio.toFixed(0),
      goal(round(ownMicros, 2), '≤', 10),
    ]),
  );
  return costs;
}

function measure(definition: CalendarDefinition, years: number, workingHours: number): AddCost {
  const calendar = createWorkingCalendar(definition);
  const naive = naiveAdd(definition);
  const workingMs = workingHours * hourMs;
  // From all over the covered time, but for its end, and at any time of the day.
  const first = Date.parse(`${definition.coveredFrom}T00:00:00Z`);
  const span = Date.parse(`${definition.coveredUntil}T00:00:00Z`) - first - 120 * 24 * hourMs;
  const startOf = (n: number): Date => new Date(first + ((n * 7_919_777_777) % span));
  for (let n = 0; n < 200; n += 1) {
    const [own, other] = [calendar.add(startOf(n), workingMs).at, naive(startOf(n), workingMs)];
    if (+own !== +other)
      throw new Error(`add from ${startOf(n).toISOString()}: ${own.toISOString()}, luxon ${other.toISOString()}`);
  }
  const ownMicros = microsEach((n) => calendar.add(startOf(n), workingMs).at.getTime());
  const luxonMicros = microsEach((n) => naive(startOf(n), workingMs).getTime());
  return { years, workingHours, ownMicros, luxonMicros, ratio: luxonMicros / ownMicros };
}

/** After half a second of the same that isn't counted, over one second. The sum keeps the work from being left out. */
function microsEach(work: (n: number) => number): number {
  let sum = 0;
  const runFor = (ms: number): number => {
    const from = performance.now();
    let count = 0;
    while (performance.now() - from < ms) for (let n = 0; n < 20; n += 1) sum += work((count += 1));
    return ((performance.now() - from) * 1000) / count;
  };
  runFor(500);
  const micros = runFor(1_000);
  if (Number.isNaN(sum)) throw new Error('A deadline is no date.');
  return micros;
}

/** A calendar like that of an office in China, made up for any number of years. */
function officeCalendar(years: number): CalendarDefinition {
  const windows: LocalWindow[] = [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ];
  const days = Array.from({ length: years }, (_, index) => 2026 + index).flatMap((year) => [
    ...holidays.map((day) => ({ date: `${year}-${day}`, kind: 'holiday' as const, name: 'holiday' })),
    ...makeUpDays.map((day) => ({ date: `${year}-${day}`, kind: 'make_up_workday' as const, name: 'make-up' })),
  ]);
  return {
    calendarId: 'bench',
    version: 1,
    name: 'bench',
    timeZone: 'Asia/Shanghai',
    aroundTheClock: false,
    week: { 1: windows, 2: windows, 3: windows, 4: windows, 5: windows },
    standardWeekday: 1,
    days,
    coveredFrom: '2026-01-01',
    coveredUntil: `${2025 + years}-12-31`,
  };
}

/** Those of 2026, taken for every year. */
const holidays = [
  ...['01-01', '01-02', '01-03', '02-15', '02-16', '02-17', '02-18', '02-19', '02-20', '02-21', '02-22', '02-23'],
  ...['04-04', '04-05', '04-06', '05-01', '05-02', '05-03', '05-04', '05-05', '06-19', '06-20', '06-21'],
  ...['09-25', '09-26', '09-27', '10-01', '10-02', '10-03', '10-04', '10-05', '10-06', '10-07'],
];
const makeUpDays = ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'];
