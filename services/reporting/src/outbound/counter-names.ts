import type { Counts } from '../domain/contribution';

// Dots and dollars mean something in the store's field paths, and categories have dots in them.
const escapes: Record<string, string> = { '%': '%25', '.': '%2E', $: '%24', '\x00': '%00' };

/** The field that keeps a counter: any name becomes a legal one, and comes back as it was. */
export function fieldOf(counter: string): string {
  return counter.replace(/[%.$\x00]/g, (sign) => escapes[sign] ?? sign);
}

export function counterOf(field: string): string {
  return field.replace(/%(?:25|2E|24|00)/g, (escape) => String.fromCharCode(parseInt(escape.slice(1), 16)));
}

export function toFields(counts: Counts): Record<string, number> {
  return Object.fromEntries([...counts].map(([name, count]) => [fieldOf(name), count]));
}

export function fromFields(fields: Record<string, number>): Counts {
  return new Map(Object.entries(fields).map(([field, count]) => [counterOf(field), count]));
}
