import type { TFunction } from 'i18next';
import { Problem } from '../api/http';

const BY_STATUS: Record<number, string> = {
  0: 'unreachable',
  400: 'badRequest',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'notFound',
  409: 'refused',
  413: 'tooLarge',
  422: 'badRequest',
  429: 'tooMany',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/** The key under `problem.` that says in plain words what went wrong. */
export function problemKey(problem: Pick<Problem, 'status'>): string {
  return BY_STATUS[problem.status] ?? (problem.status >= 500 ? 'internal' : 'badRequest');
}

/**
 * What to tell the person. A known code has its own sentence; for the rest the sentence of the status is shown.
 * The server's English detail follows in English only, or where we have nothing better for a bad input.
 */
export function problemWords(error: unknown, t: TFunction, language: string): string {
  if (!(error instanceof Problem)) return t('words:problem.internal');
  if (error.status === 429 && error.retryAfterSeconds) {
    return t('words:problem.tooManyIn', { seconds: error.retryAfterSeconds });
  }
  const byCode = `words:problem.code.${error.code}`;
  const known = t(byCode, { defaultValue: '' });
  if (known) return known;
  const general = t(`words:problem.${problemKey(error)}`);
  const addsDetail = error.detail && (error.status === 400 || error.status === 409 || error.status === 403);
  if (!addsDetail) return general;
  return language === 'en' ? error.detail : `${general}（${error.detail}）`;
}

/** Splits a failure into what belongs at one field of the form and what is said above it. */
export function placeProblem(error: unknown, fields: readonly string[]): { field?: string } {
  if (!(error instanceof Problem) || !error.field) return {};
  const path = error.field.replace(/^body\./, '');
  const match = fields.find((field) => field === path) ?? fields.find((field) => path.startsWith(`${field}.`));
  return match ? { field: match } : {};
}
