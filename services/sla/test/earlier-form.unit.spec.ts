import { isLive, type Clock } from '../src/domain/clock';
import type { ClockSet } from '../src/domain/clock-set';
import { inPresentForm } from '../src/domain/earlier-form';
import { fireDue } from '../src/domain/fire-steps';
import { book, clockText, latest, tell, time } from './story';

const added = ['grading', 'moves', 'waits', 'suspensions', 'waitSpent', 'provisional'];
const versions = ['calendarId', 'calendarVersion', 'policyVersion'];

/** A set as it was stored before clocks kept a record. */
function storedBefore(set: ClockSet): ClockSet {
  const without = <T extends object>(value: T, names: readonly string[]) =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
  const clocks = set.clocks.map((clock) => without(clock, [...added, ...versions]) as unknown as Clock);
  return { ...(without(set, ['category', 'linked', 'live']) as unknown as ClockSet), clocks };
}

describe('a set that was stored in an earlier form', () => {
  const { set } = tell('dispatch p3 0m, sign 1m, contact 2m, wait 2h, resume 5h');
  const before = storedBefore(set!);

  it('has the same clocks in the present one', () => {
    const now = inPresentForm(before);
    expect(now).toMatchObject({ live: true, linked: [], nextDueAt: set!.nextDueAt });
    expect(now.clocks.map(clockText)).toEqual(set!.clocks.map(clockText));
  });

  it('goes on as it would have', () => {
    const after = (from: ClockSet) => fireDue(from, time('9h'), book).after.clocks.filter(isLive);
    expect(after(inPresentForm(before)).map(({ steps }) => steps)).toEqual(after(set!).map(({ steps }) => steps));
  });

  it('is left alone once it is in the present one', () => {
    expect(inPresentForm(set!)).toBe(set);
    expect(latest({ set, events: [], snapshots: [] }, 'resolve')?.waits).toHaveLength(1);
  });
});
