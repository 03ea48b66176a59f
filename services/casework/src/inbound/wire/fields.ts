import { invalidInput } from '@parkline/errors';
import { type casework, word } from '@parkline/proto';
import type { CommandOf, CommandName } from '../../domain';

/** A command as it travels. */
export type Given = NonNullable<casework.ExecuteRequest['command']>;

type ValueOf<K extends Given['$case']> = Extract<Given, { $case: K }>['value'];

/** How some commands are read. */
export type Readers<K extends Given['$case']> = {
  readonly [Case in K]: (value: ValueOf<Case>) => CommandOf<CommandName>;
};

/** The word of an enum value, undefined where none is given. @throws InvalidInput for one that we do not know */
export function known<E extends string>(value: E, field: string): ReturnType<typeof word<E>> {
  if (value === 'UNRECOGNIZED') throw invalidInput('value_unknown', `${field} has an unknown value.`, { field });
  return word(value);
}

const longestReference = 100;

/** An id, undefined where none is given. @throws InvalidInput for one that is longer than any */
export function reference(id: string, field: string): string | undefined {
  if (id.length > longestReference) {
    throw invalidInput('reference_malformed', `${field} is longer than any id.`, { field });
  }
  return id || undefined;
}

/** An id that must be given. @throws InvalidInput */
export function requiredReference(id: string, field: string): string {
  const given = reference(id, field);
  if (!given) throw invalidInput('reference_missing', `Please name ${field}.`, { field });
  return given;
}

/** One of some words, undefined where none is given. @throws InvalidInput naming what is allowed */
export function oneOf<W extends string>(words: readonly W[], given: string, field: string): W | undefined {
  if (given === '') return undefined;
  const found = words.find((one) => one === given);
  if (!found) throw invalidInput('value_unknown', `${field} is one of ${words.join(', ')}.`, { field });
  return found;
}

/** @throws InvalidInput beyond the number of entries or the length of one */
export function references(list: readonly string[], field: string, atMost: number): string[] {
  if (list.length > atMost) throw invalidInput('too_many', `At most ${atMost} are kept.`, { field });
  return list.map((one, index) => requiredReference(one, `${field}[${index}]`));
}
