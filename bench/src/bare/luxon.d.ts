/** What the bare calendar uses of luxon, which brings no types of its own. */
declare module 'luxon' {
  interface Duration {
    toMillis(): number;
  }
  class DateTime {
    static fromJSDate(date: Date, options: { zone: string }): DateTime;
    static max(...times: DateTime[]): DateTime;
    readonly weekday: number;
    startOf(unit: 'day'): DateTime;
    plus(time: number | { days: number }): DateTime;
    set(time: { hour: number; minute: number }): DateTime;
    diff(other: DateTime): Duration;
    toISODate(): string | null;
    toJSDate(): Date;
    valueOf(): number;
  }
}
