import type { PublicEntry, TrackedComplaint } from '../../api/types';

/** What a complainant may count on now. */
export interface PublicPromise {
  /** The answer is promised until then. */
  dueAt?: string;
  /** It lies beyond the days whose holidays are known. */
  provisional?: boolean;
  /** A later date was granted, for this reason. */
  extension?: { until?: string; reason?: string };
  /** The work rests until then. */
  suspended?: { until?: string; reason?: string };
  /** A temporary measure of this cycle. */
  relief?: { at: string; text: string };
}

const DONE = new Set(['resolved', 'revisiting', 'closed']);

/** The promise of the present cycle; none for what is answered, but the temporary measure stays said. */
export function promiseOf(
  complaint: Pick<TrackedComplaint, 'state' | 'cycle' | 'timeline' | 'promisedAt' | 'promiseProvisional' | 'reviewAt'>,
): PublicPromise {
  const last = (type: string): PublicEntry | undefined =>
    complaint.timeline.findLast((entry) => entry.type === type && entry.cycle === complaint.cycle);
  const measure = last('ReliefRecorded');
  const relief = measure?.text ? { at: measure.at, text: measure.text } : undefined;
  if (DONE.has(complaint.state)) return { relief };

  const granted = last('ExtensionGranted');
  const until = granted?.facts?.['until'];
  const rest = complaint.state === 'suspended' ? last('CaseSuspended') : undefined;
  return {
    // While the work rests nothing is promised but the day on which it goes on.
    dueAt: rest ? undefined : (complaint.promisedAt ?? until),
    provisional: complaint.promiseProvisional,
    extension: granted && { until, reason: granted.text },
    suspended: rest && { until: complaint.reviewAt ?? rest.facts?.['reviewAt'], reason: rest.facts?.['reason'] },
    relief,
  };
}
