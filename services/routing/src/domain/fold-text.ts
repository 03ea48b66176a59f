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

const ends = new Set(['。', '!', '?', ';', '\n', '…', '~']);

/** A text made ready for the rules. */
export interface ReadableText {
  folded: string;
  /** For each place in the folded text the number of its sentence. */
  sentences: Int32Array;
}

let last: { text: string; readable: ReadableText } | undefined;

/** Folds a text and divides it into sentences. A full stop ends one only before a space. */
export function readable(text: string): ReadableText {
  // The same text is asked about its category, its urgency and its unit, one after the other.
  if (last?.text === text) return last.readable;
  const folded = foldText(text);
  const sentences = new Int32Array(folded.length);
  let sentence = 0;
  for (let at = 0; at < folded.length; at++) {
    sentences[at] = sentence;
    const char = folded.charAt(at);
    if (ends.has(char) || (char === '.' && folded.charAt(at + 1).trim() === '')) sentence++;
  }
  last = { text, readable: { folded, sentences } };
  return last.readable;
}
