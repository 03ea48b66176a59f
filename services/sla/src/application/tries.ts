import { defaultRetry, type RetryPolicy } from '@parkline/messaging';

/** A case that threw, so often by now. */
export interface FailedCase {
  caseId: string;
  cause: unknown;
  tries: number;
}

interface Page {
  tries: Map<string, number>;
  rounds: number;
  nextAt: number;
}

/**
 * Counts how often the cases of a page were tried in vain, as consumers do with an event: so often, with longer and
 * longer waits between. A replica counts for itself and starts anew with its process; what it gives up is kept elsewhere.
 */
export interface Tries {
  /** Whether the page is to be looked at by now. */
  isDue(page: string, at: Date): boolean;
  /** Notes a round over the page. Gives back the cases to be given up; undefined: one of them is to be tried again. */
  note(page: string, failed: ReadonlyMap<string, unknown>, at: Date): FailedCase[] | undefined;
  /** Forgets all other pages: they are behind somebody. */
  keepOnly(pages: ReadonlySet<string>): void;
}

export function createTries({ tries: most, firstWaitMs, longestWaitMs }: RetryPolicy = defaultRetry): Tries {
  const pages = new Map<string, Page>();
  return {
    isDue: (page, at) => (pages.get(page)?.nextAt ?? 0) <= at.getTime(),
    note(page, failed, at) {
      if (failed.size === 0) return [];
      const { tries, rounds } = pages.get(page) ?? { tries: new Map<string, number>(), rounds: 0 };
      const cases = [...failed].map(([caseId, cause]) => ({ caseId, cause, tries: (tries.get(caseId) ?? 0) + 1 }));
      const waitMs = Math.min(firstWaitMs * 2 ** rounds, longestWaitMs);
      const counted = new Map(cases.map((one) => [one.caseId, one.tries]));
      pages.set(page, { tries: counted, rounds: rounds + 1, nextAt: at.getTime() + waitMs });
      return cases.every((one) => one.tries >= most) ? cases : undefined;
    },
    keepOnly(wanted) {
      for (const page of pages.keys()) if (!wanted.has(page)) pages.delete(page);
    },
  };
}
