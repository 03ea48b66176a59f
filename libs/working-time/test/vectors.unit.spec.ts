import { createWorkingCalendar } from '../src/working-calendar';
import { calendars, readJson } from './calendars';
import { durationMs, wallText, zonedTime } from './zoned-time';

interface AddCase {
  readonly shows: string;
  readonly from: string;
  readonly add: string;
  readonly gives: string;
  readonly provisional?: true;
}
interface DiffCase {
  readonly shows: string;
  readonly from: string;
  readonly to: string;
  readonly diff: string;
}
interface NextCase {
  readonly shows: string;
  readonly at: string;
  readonly next: string;
}
interface Group {
  readonly about: string;
  readonly calendar: string;
  readonly cases: readonly (AddCase | DiffCase | NextCase)[];
}

const groups = readJson('calendar-vectors.json') as readonly Group[];

describe.each(groups)('$about', ({ calendar: name, cases }) => {
  const definition = calendars[name];
  if (!definition) throw new Error(`No calendar ${name}`);
  const calendar = createWorkingCalendar(definition);
  // Shown on the clock of the place, with the moment behind it where the clock shows it twice.
  const text = (at: Date) => `${wallText(at.getTime(), definition.timeZone)} = ${at.toISOString()}`;

  it.each(cases)('$shows', (vector) => {
    if ('add' in vector) {
      const from = zonedTime(vector.from);
      const workingMs = durationMs(vector.add, calendar.dayMs);
      const { at, provisional } = calendar.add(from, workingMs);
      expect(text(at)).toBe(text(zonedTime(vector.gives)));
      expect(provisional).toBe(vector.provisional ?? false);
      expect(calendar.diff(from, at)).toBe(workingMs);
    } else if ('diff' in vector) {
      const worked = calendar.diff(zonedTime(vector.from), zonedTime(vector.to));
      expect(worked).toBe(durationMs(vector.diff, calendar.dayMs));
    } else {
      const next = calendar.next(zonedTime(vector.at));
      expect(text(next)).toBe(text(zonedTime(vector.next)));
      expect(calendar.isWorking(next)).toBe(true);
    }
  });
});
