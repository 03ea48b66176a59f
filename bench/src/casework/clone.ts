import { createHash } from 'node:crypto';
import type { Stored } from '../bulk';

const dayMs = 86_400_000;
/** The cases of a store have come in over so many days. */
const spreadDays = 730;

/** Every so many cases are filed by the person that is searched for. */
export const personEvery = 2_000;

interface State {
  parkCode: string;
  number: string;
  searchTokens: string[];
}

/**
 * Another case like a stored one: with an id, a number, a time of receipt and tokens of its own.
 * @param n from 1; ids and times grow with it
 * @param of how many there will be
 * @param person tokens of the person who is searched for
 */
export function cloneCase(template: Stored, n: number, { of, person }: { of: number; person: string[] }): Stored {
  const { sources: _sources, state, ...rest } = template as Stored & { state: State };
  const id = idOf(n);
  const receivedAt = new Date(startedAt - spreadDays * dayMs + (n / of) * spreadDays * dayMs);
  const day = receivedAt.toISOString().slice(0, 10).replaceAll('-', '');
  const number = `${state.parkCode}-${day}-${String(n).padStart(7, '0')}`;
  const former = new Set(numberTokens(state.number));
  const own = n % personEvery === 0 ? person : [0, 1, 2].map((part) => `b:${digest(`${n}/${part}`)}`);
  return {
    ...rest,
    _id: id,
    sources: {},
    state: {
      ...state,
      ...{ id, number, receivedAt, openedAt: receivedAt, listKey: `${receivedAt.toISOString()}/${id}` },
      searchTokens: [...state.searchTokens.filter((token) => !former.has(token)), ...numberTokens(number), ...own],
    },
  };
}

/** The id of the nth clone. */
export const idOf = (n: number): string => `01BENCH${String(n).padStart(19, '0')}`;

const startedAt = Date.now() - 3_600_000;

/** By what a number is found: the whole, and its parts. */
function numberTokens(number: string): string[] {
  const parts = number.toLowerCase().split('-');
  return [number.toLowerCase(), ...parts, (parts[2] ?? '').replace(/^0+/, '')];
}

/** As long as the tokens that intake makes. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);
