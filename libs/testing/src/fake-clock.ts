/** A clock that stands until it is moved. */
export interface FakeClock {
  (): Date;
  /** Moves on by so many milliseconds and returns the new time. */
  advance(ms: number): Date;
  set(time: Date): void;
}

export function fakeClock(start: Date | string): FakeClock {
  let now = new Date(start).getTime();
  const clock = (() => new Date(now)) as FakeClock;
  clock.advance = (ms) => new Date((now += ms));
  clock.set = (time) => void (now = time.getTime());
  return clock;
}
