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

/** The day of receipt in the zone of a park, or in another one where that is not known or no zone. */
export function dayOfReceipt(zone: string | undefined, fallbackZone: string, receivedAt: Date): string {
  return dayIn(zone !== undefined && isTimeZone(zone) ? zone : fallbackZone, receivedAt);
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
