/** Control characters of C0, DEL and C1, without tab, line feed and carriage return. */

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
/** They reorder what a reader sees: a text could show something else than it says. */
const bidiOverride = /[\u202a-\u202e\u2066-\u2069]/;
const loneSurrogate = /\p{Surrogate}/u;

export interface TextFault {
  code: 'control_characters' | 'bidi_override' | 'broken_unicode';
  message: string;
}

/** What no text may have. Everything honest passes unchanged: emoji, zero-width characters, mark-up, quotes. */
export function faultOfText(text: string): TextFault | undefined {
  if (control.test(text)) {
    return { code: 'control_characters', message: 'has control characters other than tab and line break' };
  }
  if (bidiOverride.test(text)) {
    return { code: 'bidi_override', message: 'has characters that change the direction of writing' };
  }
  if (loneSurrogate.test(text)) return { code: 'broken_unicode', message: 'is not well-formed Unicode' };
  return undefined;
}
