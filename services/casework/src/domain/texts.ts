import { invalid } from './rejection';

/** The longest text of a note, reply, answer or reason, in UTF-16 units. */
export const maxTextUnits = 5_000;

/**
 * A text that must say something: 1 to 5,000 UTF-16 units, not only white space.
 * @throws Rejection invalid, naming the field
 */
export function requiredText(text: string, field: string): string {
  if (text.trim() === '') throw invalid('text_missing', `Please give a text for ${field}.`, field);
  return optionalText(text, field);
}

/** A text that may be empty. @throws Rejection invalid beyond 5,000 UTF-16 units */
export function optionalText(text: string, field: string): string {
  if (text.length > maxTextUnits) {
    throw invalid(
      'text_too_long',
      `${field} has ${text.length} characters; at most ${maxTextUnits} are allowed.`,
      field,
    );
  }
  return text;
}

const categoryPattern = /^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*){0,2}$/;

/** A category code of up to three levels, like facility.lift. @throws Rejection invalid */
export function categoryCode(code: string): string {
  if (code.length > 100 || !categoryPattern.test(code)) {
    throw invalid('category_malformed', 'A category is up to three lower-case names joined by dots.', 'category');
  }
  return code;
}

const mostReferences = 20;
const longestReference = 300;

/** References of photos and papers: at most 20, each of 1 to 300 UTF-16 units. @throws Rejection invalid */
export function references(given: readonly string[], field: string): string[] {
  if (given.length > mostReferences || given.some((one) => one.trim() === '' || one.length > longestReference)) {
    const message = `${field} are at most ${mostReferences} references of 1 to ${longestReference} characters.`;
    throw invalid('references_malformed', message, field);
  }
  return [...new Set(given)];
}
