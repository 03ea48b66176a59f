/**
 * What this process has heard of whether complainants left an e-mail address: it spares messages that nobody could get.
 * Where it knows nothing, as after a restart, the message is made, and the look-up at its sending decides.
 */
export interface Reachable {
  note(caseId: string, hasEmail: boolean): void;
  mayHaveEmail(caseId: string): boolean;
}

/** Keeps the answers of the newest cases. A complaint never changes, so they stay right. */
export function createReachable(capacity = 50_000): Reachable {
  const withoutEmail = new Set<string>();
  return {
    note(caseId, hasEmail) {
      if (hasEmail) return;
      withoutEmail.add(caseId);
      if (withoutEmail.size > capacity) {
        for (const oldest of withoutEmail) {
          withoutEmail.delete(oldest);
          break;
        }
      }
    },
    mayHaveEmail: (caseId) => !withoutEmail.has(caseId),
  };
}
