import type { ReceivedEvent } from '@parkline/messaging';
import { followCase, type CaseSnapshot, type RevisitRules } from '../domain/open-revisit';
import type { RevisitFiles } from './ports';

/** Opens a revisit for every cycle that was resolved. */
export function openRevisits(deps: { files: RevisitFiles; rules: RevisitRules; clock: () => Date }) {
  const { files, rules, clock } = deps;
  return (batch: readonly ReceivedEvent[], snapshotOf: (event: ReceivedEvent) => CaseSnapshot): Promise<void> =>
    files.consume(batch, {
      at: clock(),
      idOf: (event) => event.key,
      decide: (file, event) => {
        const decision = followCase(file, snapshotOf(event), rules);
        return decision && { events: decision.events, ...(decision.file ? { replaceState: decision.file } : {}) };
      },
    });
}
