import { inScope, scopeOf, type Principal, type Scope } from '@parkline/auth';
import { forbidden, invalidInput, notFound } from '@parkline/errors';
import type { Cell, Counts } from '../domain/contribution';
import { startSummary, type Summary } from '../domain/summary';

export interface SummaryQuery {
  /** Empty: all parks of the caller's scope. */
  parkCodes: readonly string[];
  /** YYYY-MM-DD, both included; empty: no bound. */
  fromDay: string;
  toDay: string;
}

/** The counters of a scope, by cell, as they are read; the same cell may come more than once. */
export interface Counters {
  list(
    scope: Scope,
    filter: { parkCodes?: readonly string[]; fromDay: string; toDay: string },
  ): AsyncIterable<{ cell: Cell; counts: Counts }>;
}

/** The parks that reporting knows of. */
export interface Parks {
  all(): { code: string; groupId: string }[];
}

/**
 * The figures of the caller's parks, or of those of them that he names.
 * The fields of errors have the names that people give them in the API.
 * @throws Forbidden for complainants and the public, NotFound for a park outside the scope, InvalidInput for a wrong day
 */
export async function getSummary(
  counters: Counters,
  parks: Parks,
  principal: Principal,
  query: SummaryQuery,
): Promise<Summary> {
  if (principal.kind !== 'person' && principal.kind !== 'service') {
    throw forbidden('staff_only', 'Figures are for staff.');
  }
  checkDay('from', query.fromDay);
  checkDay('to', query.toDay);
  const scope = scopeOf(principal);
  const known = parks.all().filter(({ code, groupId }) => inScope(scope, { groupId, parkCode: code }));
  const wanted = new Set(query.parkCodes);
  for (const code of wanted) {
    if (!known.some((park) => park.code === code)) {
      throw notFound('park_unknown', `There is no park ${code} among yours.`, { field: 'park' });
    }
  }
  const { fromDay, toDay } = query;
  const filter = { fromDay, toDay, ...(wanted.size > 0 ? { parkCodes: [...wanted] } : {}) };
  const making = startSummary(wanted.size > 0 ? wanted : known.map(({ code }) => code));
  for await (const { cell, counts } of counters.list(scope, filter)) making.add(cell, counts);
  return making.summary();
}

function checkDay(field: string, day: string): void {
  if (day === '') return;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  // The second comparison refuses days like 30 February, which some engines roll over.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) {
    throw invalidInput('day_invalid', 'A day is written YYYY-MM-DD.', { field });
  }
}
