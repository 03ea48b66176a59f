import listed from './categories.json';
import type { Severity, UnitFunction, Urgency } from './words';

/** What a complaint can be about. A heading like `facility` groups others and is not dispatched itself. */
export interface Category {
  /** Dotted: `facility.lift`. */
  code: string;
  zh: string;
  en: string;
  /** Whether people need it every day, or it makes for a good stay. */
  need: 'basic' | 'experience';
  /** Which unit of a park it goes to. */
  unit: UnitFunction;
  /** What the person should know; a contractor with this skill comes before the park's own unit. */
  skill: string;
  severity: Severity;
  urgency: Urgency;
}

interface Heading {
  code: string;
  zh: string;
  en: string;
}

const entries = listed as (Category | Heading)[];

/** All categories that a case can have, in the order of the catalogue. */
export const categories: readonly Category[] = entries.filter((entry): entry is Category => 'unit' in entry);

/** Where nothing fits. */
export const noCategory = 'other';

const byCode = new Map(categories.map((category) => [category.code, category]));

/** A category by its code; `undefined` for headings and unknown codes. */
export function categoryOf(code: string): Category | undefined {
  return byCode.get(code);
}

/** The category by its code, and `other` for one that does not exist. */
export function categoryOrOther(code: string): Category {
  const found = byCode.get(code) ?? byCode.get(noCategory);
  if (!found) throw new Error('The catalogue has no category "other".');
  return found;
}
