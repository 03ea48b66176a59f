import pairs from './traditional.json';

const simplified = new Map<string, string>();
for (let at = 0; at < pairs.length; at += 2) simplified.set(pairs.charAt(at), pairs.charAt(at + 1));

const invisible = new Set(['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\ufe0f', '\u00ad']);

/**
 * A text as the rules read it: full-width forms narrowed, lower case, the traditional characters that occur in rules
 * made simplified, nothing invisible. Its length may differ from the original's.
 */
export function foldText(text: string): string {
  let folded = '';
  for (const char of text.normalize('NFKC').toLowerCase()) {
    if (!invisible.has(char)) folded += simplified.get(char) ?? char;
  }
  return folded;
}

const ends = new Set(['。', '!', '?', ';', '\n', '!', '?', ';', '…', '~']);

/** Start of the sentence after each place where one ends, beginning with 0. A full stop ends one before a space only. */
export function sentenceStarts(folded: string): number[] {
  const starts = [0];
  for (let at = 0; at < folded.length; at++) {
    const char = folded.charAt(at);
    const stop = ends.has(char) || (char === '.' && /^\s?$/.test(folded.charAt(at + 1)));
    if (stop && at + 1 < folded.length) starts.push(at + 1);
  }
  return starts;
}
