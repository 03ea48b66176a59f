// Control characters other than tab and line feed, and the marks that turn the direction of text around. Zero-width
// joiners and spaces stay: emoji and some scripts need them.

const unwanted = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Makes a value fit for a message in plain text. It is not HTML, so `<` and `&` stay as they are. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  return String(value)
    .replace(/\r\n?/g, '\n')
    .replace(unwanted, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Makes a value fit for a subject or a title: one line, not too long. */
export function oneLine(value: string, maxLength = 200): string {
  return [...plainText(value).replace(/\s+/g, ' ').trim()].slice(0, maxLength).join('');
}
