const formats = new Map<string, Intl.DateTimeFormat>();
const QUARTER_MS = 15 * 60_000;

/** What the wall clock of a zone shows: `2026-02-13 17:30:00.000`, by another way than that of the code under test. */
export function wallText(ms: number, timeZone: string): string {
  const format =
    formats.get(timeZone) ??
    // Sweden writes dates like this.
    new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      hourCycle: 'h23',
      ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
      ...({ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 } as const),
    });
  formats.set(timeZone, format);
  return format.format(ms).replace(',', '.');
}

/**
 * The moment meant by `2026-02-13 17:30 Asia/Shanghai`: the one at which the clock there shows this. A time that comes
 * twice needs its distance from UTC: `2026-10-25 02:30 Europe/Berlin +01:00`.
 */
export function zonedTime(text: string): Date {
  const match = /^(\S+) (\d\d:\d\d)(:\d\d)?(\.\d{3})? ([A-Za-z_/]+)(?: ([+-])(\d\d):(\d\d))?$/.exec(text);
  if (!match) throw new Error(`Not a zoned time: ${text}`);
  const [, date = '', time = '', seconds = ':00', fraction = '.000', zone = '', sign, hours, minutes] = match;
  const wall = `${date} ${time}${seconds}${fraction}`;
  const wallMs = Date.parse(`${wall.replace(' ', 'T')}Z`);
  const distances = sign
    ? [(sign === '-' ? -1 : 1) * (Number(hours) * 4 + Number(minutes) / 15)]
    : Array.from({ length: 4 * 29 }, (_, index) => index - 4 * 14);
  const moments = distances
    .map((quarters) => wallMs - quarters * QUARTER_MS)
    .filter((ms) => wallText(ms, zone) === wall);
  const [moment] = moments;
  if (moment === undefined || moments.length > 1) throw new Error(`${text} happens ${moments.length} times`);
  return new Date(moment);
}

const UNITS_MS: Readonly<Record<string, number>> = { h: 3_600_000, min: 60_000, s: 1_000, ms: 1 };

/** `1h 30min`, `-8h` or `2wd` in milliseconds of working time. */
export function durationMs(text: string, dayMs: number): number {
  const parts = text.replace(/^-/, '').split(' ');
  const sum = parts.reduce((total, part) => {
    const [, amount, unit = ''] = /^(\d+)(wd|h|min|s|ms)$/.exec(part) ?? [];
    const unitMs = unit === 'wd' ? dayMs : UNITS_MS[unit];
    if (unitMs === undefined) throw new Error(`Not a duration: ${text}`);
    return total + Number(amount) * unitMs;
  }, 0);
  return text.startsWith('-') ? -sum : sum;
}
