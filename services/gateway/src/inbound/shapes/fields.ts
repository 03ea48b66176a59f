import { z } from 'zod';

/** A moment, ISO 8601 in UTC. */
export const moment = z.iso.datetime().describe('ISO 8601, UTC.');

/** An optional text: an empty one is left out of answers. */
export function orNothing(value: string): string | undefined {
  return value === '' ? undefined : value;
}

/** A moment as JSON has it. */
export function iso(date: Date | undefined): string | undefined {
  return date?.toISOString();
}

/** A moment that cannot be missing. */
export function isoOf(date: Date | undefined): string {
  return (date ?? new Date(0)).toISOString();
}
