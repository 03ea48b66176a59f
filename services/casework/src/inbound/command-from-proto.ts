import { invalidInput } from '@parkline/errors';
import type { Command } from '../domain';
import { type Given, type Readers } from './wire/fields';
import { handingOn } from './wire/handing-on';
import { handling } from './wire/handling';
import { working } from './wire/working';

const readers: Readers<Given['$case']> = { ...handling, ...handingOn, ...working };

/**
 * The command that a request names, in the words of the domain; empty texts for references mean "not given".
 * @throws InvalidInput where none is given, or with values beyond all sense
 */
export function commandFrom(given: Given | undefined): Command {
  if (!given) throw invalidInput('command_missing', 'The request names no command.', { field: 'command' });
  const read = readers[given.$case] as (value: Given['value']) => Command;
  return read(given.value);
}
