import fc from 'fast-check';
import { checkDefinition } from '../src/check-definition';
import type { CalendarDefinition } from '../src/definition';
import { createWorkingCalendar, type WorkingCalendar } from '../src/working-calendar';
import { places, someCalendar, someMoment, someWorkingMs } from './random-calendars';

interface Situation {
  readonly definition: CalendarDefinition;
  /** Up to 400 days from the middle of the covered range: within it and well outside. */
  readonly moments: readonly [Date, Date, Date];
}

const situation: fc.Arbitrary<Situation> = fc.constantFrom(...places).chain(([timeZone, around]) => {
  const moment = fc.oneof(
    { weight: 4, arbitrary: someMoment(around, 4) },
    { weight: 1, arbitrary: someMoment(around, 400) },
  );
  return fc.record({
    definition: fc.oneof(
      { weight: 9, arbitrary: someCalendar(timeZone, around) },
      {
        weight: 1,
        arbitrary: someCalendar(timeZone, around).map((definition) => ({ ...definition, aroundTheClock: true })),
      },
    ),
    moments: fc.tuple(moment, moment, moment),
  });
});

/** Checks a rule on random calendars in many zones. */
function always(rule: (calendar: WorkingCalendar, moments: Situation['moments'], a: number, b: number) => void) {
  fc.assert(
    fc.property(situation, someWorkingMs, someWorkingMs, ({ definition, moments }, a, b) => {
      rule(createWorkingCalendar(definition), moments, a, b);
    }),
    { numRuns: 80 },
  );
}

describe('on every calendar', () => {
  it('the time added is the time between', () => {
    always((calendar, [t], d) => {
      expect(calendar.diff(t, calendar.add(t, d).at)).toBe(d);
    });
  });

  it('adding is never early: no earlier moment has as much working time', () => {
    always((calendar, [t], d) => {
      const { at } = calendar.add(t, d + 1);
      expect(calendar.diff(t, new Date(at.getTime() - 1))).toBe(d);
    });
  });

  it('a later start and more time never give an earlier end', () => {
    always((calendar, [t, u], a, b) => {
      const [first, last] = t <= u ? [t, u] : [u, t];
      const [less, more] = a <= b ? [a, b] : [b, a];
      const ends = [calendar.add(first, less), calendar.add(last, less), calendar.add(last, more)];
      const order = ends.map(({ at }) => at.getTime());
      expect(order).toEqual([...order].sort((x, y) => x - y));
      expect(ends[0]?.at.getTime()).toBeGreaterThanOrEqual(first.getTime());
    });
  });

  it('adding in two steps is adding at once', () => {
    always((calendar, [t], a, b) => {
      expect(calendar.add(calendar.add(t, a).at, b).at).toEqual(calendar.add(t, a + b).at);
    });
  });

  it('the time between adds up over any moment', () => {
    always((calendar, [t, u, v]) => {
      expect(calendar.diff(t, u) + calendar.diff(u, v)).toBe(calendar.diff(t, v));
    });
  });

  it('the time between is the opposite backwards', () => {
    always((calendar, [t, u]) => {
      expect(calendar.diff(t, u) + calendar.diff(u, t)).toBe(0);
      expect(calendar.diff(t, t)).toBe(0);
    });
  });

  it('there is no more working time than time', () => {
    always((calendar, [t, u]) => {
      expect(Math.abs(calendar.diff(t, u))).toBeLessThanOrEqual(Math.abs(u.getTime() - t.getTime()));
    });
  });

  it('the next working moment is now or comes with nothing worked in between', () => {
    always((calendar, [t]) => {
      const next = calendar.next(t);
      expect(calendar.isWorking(next)).toBe(true);
      expect(calendar.diff(t, next)).toBe(0);
      expect(next.getTime() === t.getTime()).toBe(calendar.isWorking(t));
      expect(calendar.diff(t, new Date(next.getTime() + 1))).toBe(1);
    });
  });

  it('the windows between two moments last as long as the time between, apart and in order', () => {
    always((calendar, [t, u]) => {
      const [from, to] = t <= u ? [t, u] : [u, t];
      const shown = calendar.windows(from, to);
      const edges = [from, ...shown.flatMap((window) => [window.from, window.to]), to].map((edge) => edge.getTime());
      const disordered = edges.filter((edge, index) => edge < (edges[index - 1] ?? edge));
      const touching = shown.filter((window, index) => window.from.getTime() === shown[index - 1]?.to.getTime());
      expect([disordered, touching]).toEqual([[], []]);
      const lengths = shown.map((window) => window.to.getTime() - window.from.getTime());
      expect(Math.min(1, ...lengths)).toBe(1);
      expect(lengths.reduce((sum, ms) => sum + ms, 0)).toBe(calendar.diff(from, to));
    });
  });

  it('a deadline is provisional exactly where the way to it is not covered', () => {
    always((calendar, [t], d) => {
      const { at, provisional } = calendar.add(t, d);
      expect(provisional).toBe(!calendar.covers(t, at));
    });
  });

  it('what is stored and read again is the same calendar', () => {
    fc.assert(
      fc.property(situation, ({ definition }) => {
        expect(checkDefinition(JSON.parse(JSON.stringify(definition)))).toEqual({ ok: true, definition });
      }),
      { numRuns: 30 },
    );
  });
});
