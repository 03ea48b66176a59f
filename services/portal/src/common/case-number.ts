/** Turns what a person typed or pasted into the form of a case number: full-width and lower case are forgiven. */
export function tidyNumber(text: string): string {
  return toHalfWidth(text).replace(/[\s_]/g, '').replace(/[–—−]/g, '-').toUpperCase();
}

/**
 * Turns what a person typed into a Crockford base-32 code: no spaces or dashes, and the letters
 * that the alphabet leaves out read as the digits they look like.
 */
export function tidyCode(text: string): string {
  return toHalfWidth(text)
    .replace(/[\s–—−-]/g, '')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

function toHalfWidth(text: string): string {
  return text.normalize('NFKC');
}

/** The link a complainant keeps. The code is behind `#`, so it reaches no server and no log. */
export function trackingLink(origin: string, number: string, code: string): string {
  return `${origin}/t/${encodeURIComponent(number)}#${code}`;
}
