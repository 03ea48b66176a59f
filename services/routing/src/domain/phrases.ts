import { foldText, readable } from './fold-text';
import { createWordFinder, type Hit } from './word-finder';

/** A phrase of the rules that a text contains. */
export interface Found {
  phrase: string;
  /** In how many sentences. */
  times: number;
  /** Index of its first character in the folded text. */
  at: number;
}

/**
 * Finds phrases in texts. `a+b` stands for both words in one sentence, in any order.
 * A word that is only a part of a longer word of the list, at that place, does not count: 门锁 in 智能门锁.
 * @param options.covers which words may stand before shorter ones so; all of them unless told
 * @param options.guards words that take back what follows within a few characters: 没有着火, if there is a fire
 */
export function createPhraseFinder(
  phrases: readonly string[],
  options: { guards?: readonly string[]; covers?: (phrase: string) => boolean } = {},
): (text: string) => Found[] {
  const parts = phrases.map((phrase) => phrase.split('+').map(foldText));
  const words = [...new Set(parts.flat())];
  const numbers = new Map(words.map((word, index) => [word, index]));
  const compiled = parts.map((of, index) => ({
    phrase: phrases[index] ?? '',
    of: of.map((word) => numbers.get(word) ?? -1),
  }));
  const byFirstWord = new Map<number, typeof compiled>();
  for (const entry of compiled) {
    const first = entry.of[0] ?? -1;
    byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), entry]);
  }
  const { covers = () => true } = options;
  const covering = new Set(compiled.flatMap(({ phrase, of }) => (of.length === 1 && covers(phrase) ? of : [])));
  const findWords = createWordFinder(words);
  const findGuards = options.guards ? createWordFinder(options.guards.map(foldText)) : undefined;

  return (text) => {
    const { folded, sentences } = readable(text);
    const hits = findWords(folded);
    if (hits.length === 0) return [];
    const found = new Map<string, Found>();
    for (const firstAt of bySentence(
      withoutGuarded(hits, findGuards?.(folded) ?? [], sentences),
      sentences,
      covering,
    )) {
      for (const [word, { start: at, whole }] of firstAt) {
        for (const { phrase, of } of byFirstWord.get(word) ?? []) {
          if (of.length === 1 ? !whole : !of.every((part) => firstAt.has(part))) continue;
          const known = found.get(phrase);
          if (known) known.times++;
          else found.set(phrase, { phrase, times: 1, at });
        }
      }
    }
    return [...found.values()];
  };
}

const guardReach = 8;

/** Without the hits that begin shortly after a guard of the same sentence. */
function withoutGuarded(hits: Hit[], guards: readonly Hit[], sentences: Int32Array): Hit[] {
  if (guards.length === 0) return hits;
  const guarded = new Uint8Array(sentences.length);
  for (const { start, end } of guards) {
    const last = Math.min(end + guardReach, sentences.length - 1);
    for (let at = end; at <= last && sentences[at] === sentences[start]; at++) guarded[at] = 1;
  }
  return hits.filter(({ start }) => guarded[start] === 0);
}

interface InSentence {
  /** Where the word stands first. */
  start: number;
  /** It stands somewhere by itself, not only as a part of a longer word of the list. */
  whole: boolean;
}

/** For each sentence the words in it. */
function bySentence(
  hits: readonly Hit[],
  sentences: Int32Array,
  covering: ReadonlySet<number>,
): Map<number, InSentence>[] {
  const groups: Map<number, InSentence>[] = [];
  let current: Map<number, InSentence> | undefined;
  let number = -1;
  let coveredTo = 0;
  // In the order of the text, of those that begin together the longest first.
  for (const { word, start, end } of [...hits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const sentence = sentences[start] ?? 0;
    if (!current || sentence !== number) {
      current = new Map();
      groups.push(current);
      number = sentence;
    }
    const whole = end > coveredTo;
    if (covering.has(word)) coveredTo = Math.max(coveredTo, end);
    const known = current.get(word);
    if (known) known.whole ||= whole;
    else current.set(word, { start, whole });
  }
  return groups;
}
