import { badField, type Fault } from './fault';

/** Control characters of C0, DEL and C1, without tab, line feed and carriage return. */

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
/** They reorder what a reader sees: a text could show something else than it says. */
const bidiOverride = /[\u202a-\u202e\u2066-\u2069]/;
const loneSurrogate = /\p{Surrogate}/u;
const lineBreak = /[\r\n\u2028\u2029]/;

/**
 * Checks a text that a person wrote. Whatever is honest passes unchanged: emoji, zero-width characters, mark-up, quotes.
 * @param options.max longest length in UTF-16 units
 * @param options.singleLine refuse line breaks, for what ends up in a header or a list
 */
export function checkText(
  field: string,
  text: string,
  options: { max: number; min?: number; singleLine?: boolean },
): Fault | undefined {
  const { max, min = 0, singleLine = false } = options;
  if (text.length > max) return badField(field, 'text_too_long', `${field} has more than ${max} characters.`);
  if (text.length < min || (min > 0 && text.trim() === '')) {
    return badField(field, 'text_too_short', `${field} must have at least ${min} character(s) besides spaces.`);
  }
  if (control.test(text)) {
    return badField(field, 'control_characters', `${field} has control characters other than tab and line break.`);
  }
  if (bidiOverride.test(text)) {
    return badField(field, 'bidi_override', `${field} has characters that change the direction of writing.`);
  }
  if (loneSurrogate.test(text)) return badField(field, 'broken_unicode', `${field} is not well-formed Unicode.`);
  if (singleLine && lineBreak.test(text)) return badField(field, 'line_break', `${field} must be one line.`);
  return undefined;
}
