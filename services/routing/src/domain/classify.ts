import { categoryOf, noCategory } from './catalogue';
import { createPhraseFinder, type Found } from './phrases';
import rules from './rules.json';

export interface Classification {
  category: string;
  /** Whether the rules are sure enough to leave the case to the category's unit. */
  confident: boolean;
  score: number;
  /** The next best category, where there is one. */
  second?: { category: string; score: number };
  /** The phrases that spoke for the category, most weighty first. */
  because: string[];
  /** The category that the person chose is among the reasons. */
  hinted: boolean;
}

/** From this score on a category is believed: one word of weight 3, or one of weight 2 said first or supported by another. */
const enough = 2.25;
/** How far the best must be ahead of the second to be believed. */
const ahead = 0.5;
const hintWeight = 2;
const placeShare = 0.5;
/** What is said first mostly is the matter. */
const firstCharacters = 40;
const firstBonus = 1.15;
/** A word in many sentences counts up to this many times over. */
const mostForRepeats = 1.6;

const weights = new Map<string, { category: string; weight: number }[]>();
for (const [category, byWeight] of Object.entries(rules as Record<string, Record<string, string[]>>)) {
  for (const [weight, phrases] of Object.entries(byWeight)) {
    for (const phrase of phrases) {
      weights.set(phrase, [...(weights.get(phrase) ?? []), { category, weight: Number(weight) }]);
    }
  }
}
const find = createPhraseFinder([...weights.keys()], {
  // What only speaks against a category must not hide the word in it that speaks for another.
  covers: (phrase) => (weights.get(phrase) ?? []).some(({ weight }) => weight > 0),
});

interface Score {
  total: number;
  because: { phrase: string; points: number }[];
}

/**
 * The category that the words of a text speak for.
 * @param input.place where it is, as the person says; it speaks half as loud
 * @param input.hint the category that the person chose; unknown codes are ignored
 */
export function classify(input: { text: string; place?: string; hint?: string }): Classification {
  const scores = new Map<string, Score>();
  addUp(scores, find(input.text), 1);
  if (input.place) addUp(scores, find(input.place), placeShare);
  const hint = input.hint !== undefined && categoryOf(input.hint) ? input.hint : undefined;
  if (hint !== undefined && hint !== noCategory) scoreOf(scores, hint).total += hintWeight;

  const ranked = [...scores].filter(([, { total }]) => total > 0).sort(([, a], [, b]) => b.total - a.total);
  const best = ranked[0];
  if (!best) return { category: noCategory, confident: false, score: 0, because: [], hinted: false };
  const [category, { total, because }] = best;
  const next = ranked[1];
  const second = next ? { category: next[0], score: next[1].total } : undefined;
  // Two categories of one unit may be close: the unit is right either way.
  const clear = !second || total - second.score >= ahead || sameUnit(category, second.category);
  if (total < 1.5) return { category: noCategory, confident: false, score: total, because: [], hinted: false };
  return {
    category,
    confident: total >= enough && clear,
    score: total,
    ...(second ? { second } : {}),
    because: because.sort((a, b) => b.points - a.points).map(({ phrase }) => phrase),
    hinted: hint === category,
  };
}

function addUp(scores: Map<string, Score>, found: readonly Found[], share: number): void {
  for (const { phrase, times, at } of found) {
    for (const { category, weight } of weights.get(phrase) ?? []) {
      const repeats = Math.min(1 + 0.25 * Math.log2(times), mostForRepeats);
      const points = weight * share * (weight > 0 ? repeats * (at < firstCharacters ? firstBonus : 1) : 1);
      const score = scoreOf(scores, category);
      score.total += points;
      if (points > 0 && !score.because.some((known) => known.phrase === phrase)) score.because.push({ phrase, points });
    }
  }
}

function scoreOf(scores: Map<string, Score>, category: string): Score {
  const known = scores.get(category);
  if (known) return known;
  const made: Score = { total: 0, because: [] };
  scores.set(category, made);
  return made;
}

function sameUnit(a: string, b: string): boolean {
  return categoryOf(a)?.unit === categoryOf(b)?.unit;
}
