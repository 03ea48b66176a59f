import { pinyin } from 'pinyin-pro';
import type { Contact } from '../domain/complaint';
import { phoneDigits } from '../domain/contact';

/** A name or number in a form in which it may be searched for; with its kind, so that a year is not a phone number. */
export type PersonTerm = `name:${string}` | `py:${string}` | `phone:${string}` | `tail:${string}`;

const han = /\p{Script=Han}/u;
const tailLength = 4;
const shortestPhone = 5;

function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}

/** Under which terms a person is found: the name as it is, in pinyin and by initials; the phone number and its end. */
export function personTerms({ name = '', phone = '' }: Contact): PersonTerm[] {
  const digits = phoneDigits(phone);
  return [
    ...new Set([
      ...nameTerms(normalised(name)),
      ...(digits.length >= shortestPhone
        ? ([`phone:${digits}`, `tail:${digits.slice(-tailLength)}`] as PersonTerm[])
        : []),
    ]),
  ];
}

function nameTerms(name: string): PersonTerm[] {
  const joined = name.replace(/[\s·.]+/g, '');
  if (joined === '') return [];
  if (!han.test(joined)) {
    // Each word too: people are called by the one or the other.
    const words = name.split(/[\s·.]+/).filter((word) => word.length > 1);
    return [`name:${joined}`, ...words.map((word): PersonTerm => `name:${word}`)];
  }
  const syllables = pinyin(joined, { toneType: 'none', type: 'array', mode: 'surname' });
  const initials = syllables.map((syllable) => syllable.slice(0, 1)).join('');
  return [`name:${joined}`, `py:${syllables.join('')}`, ...(initials.length > 1 ? [`py:${initials}` as const] : [])];
}

/** What a word that staff typed may mean; nothing where it can be neither a name nor a number. */
export function termsMeant(word: string): PersonTerm[] {
  const typed = normalised(word);
  const digits = phoneDigits(typed);
  if (/^\+?[0-9][0-9-]*$/.test(typed)) {
    if (digits.length === tailLength) return [`tail:${digits}`];
    return digits.length >= shortestPhone ? [`phone:${digits}`] : [];
  }
  if (/[0-9]/.test(typed) || typed.length < 2) return [];
  return han.test(typed) ? [`name:${typed}`] : [`name:${typed}`, `py:${typed}`];
}
