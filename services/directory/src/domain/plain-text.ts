/** Line breaks and other control characters, and those that change the direction of writing. */

const unplain = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

/** A text in one line: control characters and runs of white space become one space; cut to `most` UTF-16 units. */
export function plainText(text: string, most: number): string {
  const line = text.replace(new RegExp(unplain, 'g'), ' ').replace(/\s+/g, ' ').trim();
  const cut = line.slice(0, most);
  return (/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut).trim();
}

/** Whether a text is such a line already. */
export function isPlain(text: string): boolean {
  return !unplain.test(text);
}
