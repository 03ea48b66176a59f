import { foldText, sentenceStarts } from './fold-text';
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
 * @param options.guards words that take back what follows within a few characters: 没有着火, if there is a fire
 */
export function createPhraseFinder(
  phrases: readonly string[],
  options: { guards?: readonly string[] } = {},
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
  const findWords = createWordFinder(words);
  const findGuards = options.guards ? createWordFinder(options.guards.map(foldText)) : undefined;

  return (text) => {
    const folded = foldText(text);
    const starts = sentenceStarts(folded);
    const guards = findGuards?.(folded) ?? [];
    const found = new Map<string, Found>();
    for (const sentence of bySentence(withoutGuarded(findWords(folded), guards, starts), starts)) {
      const firstAt = new Map<number, number>();
      for (const { word, start } of sentence) if (!firstAt.has(word)) firstAt.set(word, start);
      for (const [word, at] of firstAt) {
        for (const { phrase, of } of byFirstWord.get(word) ?? []) {
          if (!of.every((part) => firstAt.has(part))) continue;
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

function withoutGuarded(hits: Hit[], guards: readonly Hit[], starts: readonly number[]): Hit[] {
  if (guards.length === 0) return hits;
  const startOf = sentenceOf(starts);
  const ends = guards.map(({ end, start }) => ({ end, sentence: startOf(start) }));
  return hits.filter(({ start }) => {
    const sentence = startOf(start);
    return !ends.some((guard) => guard.sentence === sentence && guard.end <= start && start - guard.end <= guardReach);
  });
}

function bySentence(hits: readonly Hit[], starts: readonly number[]): Hit[][] {
  const startOf = sentenceOf(starts);
  const groups = new Map<number, Hit[]>();
  for (const hit of hits) {
    const sentence = startOf(hit.start);
    const group = groups.get(sentence);
    if (group) group.push(hit);
    else groups.set(sentence, [hit]);
  }
  return [...groups.values()];
}

/** The start of the sentence that a place lies in; binary search, as a text may be nothing but full stops. */
function sentenceOf(starts: readonly number[]): (at: number) => number {
  return (at) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  };
}
