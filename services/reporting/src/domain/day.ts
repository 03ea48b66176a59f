const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The day, YYYY-MM-DD, of an instant in a time zone.
 * @throws RangeError for a name that is no IANA time zone
 */
export function dayIn(timeZone: string, at: Date): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(at);
}

/** Whether the name is an IANA time zone that this installation knows. */
export function isTimeZone(name: string): boolean {
  if (!name) return false;
  if (formats.has(name)) return true;
  try {
    dayIn(name, new Date(0));
    return true;
  } catch (e) {
    if (e instanceof RangeError) return false;
    throw e;
  }
}
