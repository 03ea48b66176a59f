import type { Loaded, Pending } from './aggregate';

/** One write to the store: its mark is in every document that it changed, until the next write. */
export interface WriteMark {
  value: string;
  /** How many documents carried it after the write. */
  documents: number;
}

/** The unpublished events of one aggregate, from its lowest stored seq on. */
export interface OutboxEntry {
  id: string;
  /** The version they were read or saved with. */
  version: number;
  pending: Pending[];
  /** The write that brought this version, where it was one of ours. */
  mark?: WriteMark;
}

/** A piece of an entry that goes out in one send. */
export interface Portion extends OutboxEntry {
  /** Nothing of the entry is left for a later send. */
  whole: boolean;
}

export interface PortionLimits {
  maxEvents: number;
  maxBytes: number;
}

/** Aggregates waiting for the relay, in order of arrival. Only memory: the store knows all of it too. */
export interface Outbox {
  readonly size: number;
  readonly events: number;
  has(id: string): boolean;
  add(entry: OutboxEntry): void;
  take(limits: PortionLimits): Portion[];
}

export function createOutbox(): Outbox {
  const entries = new Map<string, OutboxEntry>();
  let events = 0;

  const put = (entry: OutboxEntry) => {
    entries.set(entry.id, entry);
    events += entry.pending.length;
  };
  const remove = (entry: OutboxEntry) => {
    entries.delete(entry.id);
    events -= entry.pending.length;
  };

  return {
    get size() {
      return entries.size;
    },
    get events() {
      return events;
    },
    has: (id) => entries.has(id),
    add(entry) {
      const waiting = entries.get(entry.id);
      if (!waiting) return put(entry);
      events -= waiting.pending.length;
      const newer = entry.version >= waiting.version ? entry : waiting;
      put({ ...newer, pending: union(waiting.pending, entry.pending) });
    },
    take({ maxEvents, maxBytes }) {
      const portions: Portion[] = [];
      let count = 0;
      let bytes = 0;
      for (const entry of entries.values()) {
        let fit = 0;
        for (const event of entry.pending) {
          const size = sizeOf(event);
          const first = count === 0;
          if (!first && (count + 1 > maxEvents || bytes + size > maxBytes)) break;
          fit++;
          count++;
          bytes += size;
        }
        const whole = fit === entry.pending.length;
        if (fit === 0 && !whole) break;
        portions.push({ ...entry, pending: entry.pending.slice(0, fit), whole });
        remove(entry);
        if (whole) continue;
        // To the end of the queue: one aggregate with very many events doesn't hold up the others.
        put({ ...entry, pending: entry.pending.slice(fit) });
        break;
      }
      return portions;
    },
  };
}

export function entryOf<S>({ id, version, pending }: Loaded<S>, mark?: WriteMark): OutboxEntry {
  return { id, version, pending, mark };
}

function union(a: Pending[], b: Pending[]): Pending[] {
  const bySeq = new Map([...a, ...b].map((p) => [p.seq, p]));
  return [...bySeq.values()].sort((x, y) => x.seq - y.seq);
}

/** Payload with a generous allowance for headers and ids. */
function sizeOf(event: Pending): number {
  return event.payload.byteLength + 600;
}
