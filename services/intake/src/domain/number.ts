/** The calendar day of a moment in a park's time zone, as YYYYMMDD. */
export function dayIn(timeZone: string, at: Date): string {
  const cached = formats.get(timeZone) ?? makeFormat(timeZone);
  return cached.format(at).replaceAll('-', '');
}

/** The number that people are given: `SH01-20261122-00042`. Past 99,999 a day it simply grows longer. */
export function formatNumber(parkCode: string, day: string, ordinal: number): string {
  return `${parkCode}-${day}-${String(ordinal).padStart(5, '0')}`;
}

/** Whether a text can be a number at all. */
export function isNumber(text: string): boolean {
  return /^[A-Z0-9]{2,12}-[0-9]{8}-[0-9]{5,8}$/.test(text);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  // The Swedish form of a date is YYYY-MM-DD.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, format);
  return format;
}
