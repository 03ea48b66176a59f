/**
 * Hides phone and identity numbers in text that is shown to whoever knows a tracking code (domain.md: anonymity and
 * privacy). What merely looks odd stays as it is.
 */
export function maskForPublic(text: string): string {
  return text
    .replace(/(?<![0-9A-Za-z])([1-9][0-9]{5})[0-9]{8}([0-9]{3}[0-9Xx])(?![0-9A-Za-z])/g, '$1********$2')
    .replace(/(?<![0-9A-Za-z])(1[3-9][0-9])[0-9]{4}([0-9]{4})(?![0-9A-Za-z])/g, '$1****$2');
}
