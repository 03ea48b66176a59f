import { z } from 'zod';
import type { casework } from '@parkline/proto';
import { code, saying, text } from '../../text';

export type Wire = NonNullable<casework.ExecuteRequest['command']>;

/** One command of people: its body, and what it is to casework. */
export interface CaseCommand {
  summary: string;
  body: z.ZodObject;
  wire(body: never): Wire;
}

const seen = z.int().min(1).optional().describe('The version of the case that the person saw.');

export const longText = saying(5_000);
export const reason = saying(2_000);
export const note = text(2_000).optional();
export const id = code();
/** References of photos and papers. */
export const evidence = z.array(code(100)).max(20).default([]);

/** A moment that a person gives, in any offset. */
export const givenMoment = z.iso
  .datetime({ offset: true, error: 'is a time like 2026-05-20T10:00:00+08:00' })
  .transform((value) => new Date(value));

export function command<S extends z.core.$ZodLooseShape>(
  name: string,
  summary: string,
  shape: S,
  wire: (body: z.output<z.ZodObject<S>>) => Wire,
): CaseCommand {
  const body = z.strictObject({ ...shape, expectedVersion: seen }).meta({ id: `${name}Command` });
  return { summary, body, wire };
}
