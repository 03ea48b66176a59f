import fc from 'fast-check';
import { createWorkingCalendar } from '../src/working-calendar';
import { minuteWalk } from './minute-walk';
import { places, someCalendar, someMoment, someWorkingMs } from './random-calendars';

describe.each(places)('a walk from minute to minute in %s around %s', (timeZone, around) => {
  const moment = someMoment(around, 2);
  const questions = fc.array(fc.tuple(moment, moment, someWorkingMs), { minLength: 10, maxLength: 10 });

  it('comes to the same ends', () => {
    let reached = 0;
    fc.assert(
      fc.property(someCalendar(timeZone, around), questions, (definition, asked) => {
        const fast = createWorkingCalendar(definition);
        const slow = minuteWalk(definition, around);
        for (const [a, b, workingMs] of asked) {
          const [from, to] = a <= b ? [a, b] : [b, a];
          expect(fast.diff(from, to)).toBe(slow.diff(from, to));
          expect(fast.isWorking(from)).toBe(slow.isWorking(from));
          const next = slow.next(from);
          if (next) expect(fast.next(from)).toEqual(next);
          const at = slow.add(from, workingMs);
          if (!at) continue;
          reached += 1;
          expect(fast.add(from, workingMs)).toEqual({ at, provisional: slow.isProvisional(from, at) });
        }
      }),
      { numRuns: 15 },
    );
    expect(reached).toBeGreaterThan(20);
  });
});
