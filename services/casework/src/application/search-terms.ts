import { invalidInput } from '@parkline/errors';
import { pinyin } from 'pinyin-pro';
import type { Complaint } from '../domain';

/** The longest text that can be searched for, in UTF-16 units. */
const longestQuery = 100;
const mostTerms = 8;
/** A case keeps so many tokens of its description; what is beyond the first few hundred characters is not found. */
const mostTextTokens = 200;
const mostPinyinTokens = 40;
const longestWord = 40;

/** Marks what is not a word of the text: pinyin of the place, the handler, and what intake tells of the person. */
export const pinyinToken = (letters: string): string => `py:${letters}`;
export const personToken = (blind: string): string => `b:${blind}`;

const numberPattern = /^([a-z0-9]{1,12})-(\d{8})-(\d{1,9})$/;
const runPattern = /[\p{L}\p{N}]+/gu;
const unitPattern = /\p{Script=Han}|[^\p{Script=Han}]+/gu;
const han = /\p{Script=Han}/u;
const hanRuns = /\p{Script=Han}+/gu;

/** Without case, and without the difference between wide and narrow characters. */
export function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** A stretch of letters and figures, cut into Chinese characters and words of other scripts. */
function unitsOf(run: string): string[] {
  return run.match(unitPattern) ?? [];
}

/**
 * The tokens of a stretch: words as they are, and each two neighbours of which one is Chinese together. Single Chinese
 * characters are too common to be tokens.
 */
function tokensOfRun(run: string): string[] {
  const units = unitsOf(run).map((unit) => unit.slice(0, longestWord));
  const pairs = units.slice(1).flatMap((unit, n) => {
    const before = units[n]!;
    return han.test(unit) || han.test(before) ? [before + unit] : [];
  });
  return [...units.filter((unit) => !han.test(unit)), ...pairs];
}

/** Pinyin of the names in a place: whole, and every two to four characters of it, in full and by initials. */
function pinyinOf(place: string): string[] {
  const runs = place.match(hanRuns) ?? [];
  return runs.flatMap((run) => {
    const syllables = pinyin(run, { toneType: 'none', type: 'array' });
    const initials = syllables.map((syllable) => syllable.slice(0, 1));
    return pieces(syllables.length).flatMap(([from, to]) => [
      syllables.slice(from, to).join(''),
      initials.slice(from, to).join(''),
    ]);
  });
}

/** From where to where: the whole first, then two to four neighbours. */
function pieces(length: number): [number, number][] {
  if (length < 2) return [];
  const short = [2, 3, 4].flatMap((size) =>
    size >= length ? [] : Array.from({ length: length - size + 1 }, (_, n): [number, number] => [n, n + size]),
  );
  return [[0, length], ...short];
}

/** By what a case is found: its number and the parts of it, the words of text and place, the place in pinyin. */
export function searchTokens({ number, description, place = '' }: Pick<Complaint, 'number' | 'description' | 'place'>) {
  const [whole = '', park = '', day = '', serial = ''] = numberPattern.exec(normalised(number)) ?? [normalised(number)];
  const words = (text: string) => (normalised(text).match(runPattern) ?? []).flatMap(tokensOfRun);
  return [
    ...new Set([
      ...[whole, park, day, serial, serial.replace(/^0+/, '')].filter((token) => token !== ''),
      ...words(place),
      ...pinyinOf(normalised(place)).slice(0, mostPinyinTokens).map(pinyinToken),
      ...[...new Set(words(description))].slice(0, mostTextTokens),
    ]),
  ];
}

/** One thing that was searched for: a case must have it in one way or the other. */
export interface SearchTerm {
  /** As typed, normalised. */
  text: string;
  /** Each way is a set of tokens that a case must have all of; `verify` where the text itself must hold it too. */
  ways: { tokens: string[]; verify: boolean }[];
}

/**
 * What a text searches for, every word of it. Chinese words are cut like the texts of the cases.
 * @throws InvalidInput `search_too_long`, `search_too_short` where a single Chinese character is all there is
 */
export function searchTerms(text: string): SearchTerm[] {
  if (text.length > longestQuery) {
    const message = `Please search for at most ${longestQuery} characters.`;
    throw invalidInput('search_too_long', message, { field: 'text' });
  }
  const terms = normalised(text)
    .split(/\s+/)
    .flatMap((word) => (numberPattern.test(word) ? [word] : (word.match(runPattern) ?? [])));
  if (terms.length > mostTerms) {
    throw invalidInput('search_too_long', `Please search for at most ${mostTerms} words.`, { field: 'text' });
  }
  const found = [...new Set(terms)].map(termOf);
  if (found.length > 0 && found.every(({ ways }) => ways.length === 0)) {
    const message = 'A single Chinese character is too common: please search for at least two.';
    throw invalidInput('search_too_short', message, { field: 'text' });
  }
  return found;
}

function termOf(text: string): SearchTerm {
  if (numberPattern.test(text)) return { text, ways: [{ tokens: [text], verify: false }] };
  const tokens = tokensOfRun(text);
  if (!han.test(text)) {
    return {
      text,
      ways: [
        { tokens, verify: false },
        { tokens: [pinyinToken(text)], verify: false },
      ],
    };
  }
  // A single character has no token: it only narrows what the other words find.
  return { text, ways: tokens.length > 0 ? [{ tokens, verify: true }] : [] };
}
