import type { Casework, SentDecision } from './ports';

/** How many commands are under way at once; those of one case go one after the other. */
const atOnce = 16;

/**
 * Tells casework what was decided. Every command is tried; if any failed the first error is thrown and the batch comes
 * again, where those that went through get their first answer.
 */
export const sendDecisions =
  (casework: Casework) =>
  async (decisions: readonly SentDecision[]): Promise<void> => {
    const byCase = new Map<string, SentDecision[]>();
    for (const decision of decisions) byCase.set(decision.caseId, [...(byCase.get(decision.caseId) ?? []), decision]);
    const waiting = [...byCase.values()];
    const failures: unknown[] = [];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        try {
          for (const decision of next) await send(casework, decision);
        } catch (error) {
          failures.push(error);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, waiting.length) }, work));
    if (failures.length > 0) throw failures[0];
  };

function send(casework: Casework, decision: SentDecision): Promise<void> {
  return decision.addsPerson ? casework.addPerson(decision) : casework.dispatch(decision);
}
