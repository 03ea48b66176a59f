/** Where a word of the rules stands in a text. */
export interface Hit {
  /** Index of the word in the list that the finder was made of. */
  word: number;
  start: number;
  end: number;
}

interface Node {
  next: Map<number, Node>;
  /** Words that end here. */
  words: number[];
}

/**
 * Finds all words of a list in a folded text in one pass: the time grows with the length of the text and of the longest
 * word, whatever the text is, so that nobody can slow it down by what he writes.
 *
 * Words of Latin letters match whole words only; with a `*` at the end, also longer ones.
 */
export function createWordFinder(words: readonly string[]): (folded: string) => Hit[] {
  const root: Node = { next: new Map(), words: [] };
  const open = words.map((word) => word.endsWith('*'));
  words.forEach((word, index) => {
    let node = root;
    for (const char of word.replace(/\*$/, '')) {
      for (let unit = 0; unit < char.length; unit++) node = child(node, char.charCodeAt(unit));
    }
    if (node !== root) node.words.push(index);
  });

  return (folded) => {
    const hits: Hit[] = [];
    for (let start = 0; start < folded.length; start++) {
      if (start > 0 && isLatin(folded.charCodeAt(start)) && isLatin(folded.charCodeAt(start - 1))) continue;
      let node: Node | undefined = root;
      for (let end = start; end < folded.length;) {
        node = node.next.get(folded.charCodeAt(end));
        if (!node) break;
        end++;
        const cut = isLatin(folded.charCodeAt(end - 1)) && end < folded.length && isLatin(folded.charCodeAt(end));
        for (const word of node.words) if (!cut || open[word]) hits.push({ word, start, end });
      }
    }
    return hits;
  };
}

function child(node: Node, code: number): Node {
  const known = node.next.get(code);
  if (known) return known;
  const made: Node = { next: new Map(), words: [] };
  node.next.set(code, made);
  return made;
}

function isLatin(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 0xdf && code <= 0x24f);
}
