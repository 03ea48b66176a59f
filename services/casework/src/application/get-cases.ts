import type { Principal } from '@parkline/auth';
import type { casework } from '@parkline/proto';
import { excerptOf, snapshotFor, snapshotOf } from './case-snapshot';
import type { Cases } from './ports';
import { maySee } from './visible-case';

/** Cases by id in the order asked; those that the caller may not see are left out as if they were not there. */
export function getCases({ cases }: { cases: Cases }) {
  return async (ids: readonly string[], principal: Principal): Promise<casework.CaseSummary[]> => {
    const loaded = await cases.readMany(ids);
    return [...new Set(ids)].flatMap((id) => {
      const { state, version } = loaded.get(id) ?? {};
      if (!state || version === undefined || !maySee(principal, state)) return [];
      const kind = principal.kind === 'public' ? 'complainant' : principal.kind;
      return [{ case: snapshotFor(kind, snapshotOf(state, version)), excerpt: excerptOf(state.description) }];
    });
  };
}
