import type { AggregateType, Loaded, TimelineEntry } from './aggregate';
import type { Store } from './store';

/** A line of a journal: written by the relay before it publishes the event, never changed. */
export interface JournalDocument {
  /** `${aggregate id}/${seq}`, the seq padded so that ids sort by it. */
  _id: string;
  agg: string;
  seq: number;
  id: string;
  type: string;
  time: Date;
  entry: Record<string, unknown>;
}

/**
 * Pending events first, then the journal: an event that moves from one to the other between the two reads is seen twice
 * rather than not at all, and doubles are dropped by seq.
 */
export async function readTimeline<S, E>(
  store: Store,
  type: AggregateType<S, E>,
  load: (id: string) => Promise<Loaded<S>>,
  id: string,
): Promise<TimelineEntry[]> {
  const { pending } = await load(id);
  const bySeq = new Map<number, TimelineEntry>();
  for (const p of pending) bySeq.set(p.seq, { seq: p.seq, id: p.id, type: p.type, time: p.time, entry: p.entry ?? {} });
  if (type.journal) {
    const journal = store.collection<JournalDocument>(`${type.name}_journal`);
    for await (const line of journal.find({ agg: id }).sort({ seq: 1 })) {
      bySeq.set(line.seq, { seq: line.seq, id: line.id, type: line.type, time: line.time, entry: line.entry });
    }
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
