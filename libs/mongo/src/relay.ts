import type { mongo } from 'mongoose';
import type { Logger } from 'pino';
import { fromDocument, type AggregateDocument, type AggregateType, type Loaded } from './aggregate';
import { onlyDuplicates } from './duplicates';
import type { OutgoingEvent } from './events';
import type { AggregateMetrics } from './metrics';
import { createOutbox, entryOf, type OutboxEntry, type Portion, type WriteMark } from './outbox';
import { BACKGROUND, type Store } from './store';
import type { JournalDocument } from './timeline';

export interface RelayOptions {
  /** How often to look for events that nobody published. */
  sweepMs?: number;
  /** From which age on saved events count as forgotten. */
  sweepAgeMs?: number;
  maxEventsPerSend?: number;
  maxBytesPerSend?: number;
  /** After a send the relay rests as long as that took, and never longer than this. */
  longestRestMs?: number;
}

/**
 * Publishes the pending events of its kind of aggregate: at least once, in the order of their seqs, one send at a time.
 * It is told in memory of what this process saves; a sweep finds what any dead process left behind.
 */
export interface Relay {
  start(): void;
  /** Publishes what it knows of and stops; what does not get out within the time is found by another replica's sweep. */
  drain(timeoutMs?: number): Promise<void>;
  /** Called by the repository after a save. */
  offer<S>(saved: readonly Loaded<S>[], write: { mark: string; isNew: (id: string) => boolean }): void;
}

interface RelayParts extends RelayOptions {
  publish: (topic: string, events: OutgoingEvent[]) => Promise<void>;
  logger: Logger;
  metrics: AggregateMetrics;
}

/** Beyond this the relay stops listening in memory and works from the store. */
const MAX_EVENTS_IN_MEMORY = 20_000;
const MAX_REMEMBERED_IDS = 20_000;
const SWEEP_PAGE = 200;
const MAX_BACKOFF_MS = 5_000;

/** Never changes the version: clearing is not a change of the aggregate. */
const CLEARED = { $set: { pending: [] }, $unset: { pendingSince: '' } } as never;

export function createRelay<S, E>(store: Store, type: AggregateType<S, E>, parts: RelayParts): Relay {
  const {
    publish,
    logger,
    metrics,
    sweepMs = 2_000,
    sweepAgeMs = 2_000,
    maxEventsPerSend = 500,
    maxBytesPerSend = 900_000,
    longestRestMs = 100,
  } = parts;
  type Where = mongo.Filter<AggregateDocument<S>>;
  type Write = mongo.AnyBulkWriteOperation<AggregateDocument<S>>;
  const collection = store.collection<AggregateDocument<S>>(type.name);
  const journal = store.collection<JournalDocument>(`${type.name}_journal`);
  const outbox = createOutbox();
  const published = new Map<string, number>();
  let state: 'new' | 'running' | 'draining' | 'stopped' = 'new';
  let loop: Promise<void> = Promise.resolve();
  let wake: () => void = () => undefined;
  let nextSweepAt = 0;
  let sweepAll = true;

  const run = async () => {
    let failures = 0;
    while (state === 'running' || (state === 'draining' && outbox.size > 0)) {
      try {
        if (state === 'running' && sweepIsDue()) await sweep();
        if (outbox.size > 0) {
          const began = performance.now();
          await send(outbox.take(limits(failures)));
          // Where more comes while it rests, that goes out together: the busier the machine, the larger the sends.
          if (outbox.events < maxEventsPerSend)
            await rest(Math.min(longestRestMs, performance.now() - began), { interruptible: false });
        }
        failures = 0;
      } catch (error) {
        failures++;
        logger.warn(
          { err: error, topic: type.topic, waiting: outbox.events, failures },
          'events not published, will be repeated',
        );
        await rest(Math.min(MAX_BACKOFF_MS, 50 * 2 ** failures) * (0.5 + Math.random() / 2), { interruptible: false });
      }
      if (outbox.size === 0 && state === 'running')
        await rest(Math.max(0, nextSweepAt - Date.now()), { interruptible: true });
    }
  };

  /** After repeated failure one event at a time: one that nobody takes goes to the end of the queue and blocks no other. */
  const limits = (failures: number) => ({ maxEvents: failures < 4 ? maxEventsPerSend : 1, maxBytes: maxBytesPerSend });

  const rest = (ms: number, { interruptible }: { interruptible: boolean }) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        if (!interruptible && state === 'running') return;
        clearTimeout(timer);
        resolve();
      };
    });

  /** While there is own work a sweep waits: what it would find may just be another busy replica's. But not for ever. */
  const sweepIsDue = () => Date.now() >= nextSweepAt + (outbox.size > 0 ? 5 * sweepMs : 0);

  const sweep = async () => {
    const now = Date.now();
    const before = new Date(sweepAll ? now + 60_000 : now - sweepAgeMs);
    const docs = (await collection
      .find({ pendingSince: { $lte: before } } as mongo.Filter<AggregateDocument<S>>, { comment: BACKGROUND })
      .project({ version: 1, pending: 1, pendingSince: 1 })
      .sort({ pendingSince: 1 })
      .limit(SWEEP_PAGE)
      .toArray()) as AggregateDocument<S>[];
    metrics.outboxAge.set(docs[0]?.pendingSince ? Math.max(0, now - docs[0].pendingSince.getTime()) / 1000 : 0);
    const found = docs.filter((doc) => !outbox.has(doc._id)).map((doc) => entryOf(fromDocument(doc)));
    for (const entry of found) outbox.add(entry);
    if (docs.length < SWEEP_PAGE) sweepAll = false;
    nextSweepAt = docs.length < SWEEP_PAGE ? now + sweepMs : 0;
  };

  const send = async (portions: Portion[]) => {
    try {
      const events = portions.flatMap((portion) => portion.pending.map((p) => outgoing(type, portion.id, p)));
      if (events.length > 0) {
        if (type.journal) await writeJournal(portions);
        await publish(type.topic, events);
        for (const portion of portions) remember(portion);
        metrics.published.inc(events.length);
      }
      await clear(portions);
    } catch (error) {
      for (const portion of portions) outbox.add(portion);
      throw error;
    }
  };

  const writeJournal = async (portions: Portion[]) => {
    const lines = portions.flatMap(({ id, pending }) =>
      pending.map((p) => ({
        _id: `${id}/${String(p.seq).padStart(10, '0')}`,
        agg: id,
        seq: p.seq,
        id: p.id,
        type: p.type,
        time: p.time,
        entry: p.entry ?? {},
      })),
    );
    try {
      await journal.insertMany(lines, { ordered: false });
    } catch (error) {
      // Lines of an earlier attempt: they never differ.
      if (!onlyDuplicates(error)) throw error;
    }
  };

  /**
   * Clears what went out, whole documents by their version. A portion with a newer save of this process waiting is left
   * to that one's clearing.
   */
  const clear = async (portions: Portion[]) => {
    const due = portions.filter((portion) => !(portion.whole && outbox.has(portion.id)));
    if (due.length === 0) return;
    const { matchedCount } = await collection.bulkWrite(clearings(due), { ordered: false });
    if (matchedCount < due.length) await clearOvertaken(due);
  };

  const clearings = (portions: Portion[]): Write[] => {
    const byMark = new Map<WriteMark, Portion[]>();
    const single: Portion[] = [];
    for (const portion of portions) {
      if (!portion.whole || !portion.mark || portion.mark.documents === 1) single.push(portion);
      else if (byMark.has(portion.mark)) byMark.get(portion.mark)?.push(portion);
      else byMark.set(portion.mark, [portion]);
    }
    const together: Write[] = [];
    for (const [mark, group] of byMark) {
      // One update for all that one bulk write saved, but only if all of it has gone out.
      if (group.length === mark.documents)
        together.push({ updateMany: { filter: { savedBy: mark.value }, update: CLEARED } });
      else single.push(...group);
    }
    return [...together, ...single.map((portion) => (portion.whole ? clearWhole(portion) : clearSent(portion)))];
  };

  /** What another replica saved meanwhile keeps its own events; ours, which went out, are taken from it. */
  const clearOvertaken = async (portions: Portion[]) => {
    const sent = new Map(portions.filter((p) => p.whole && p.pending.length > 0).map((p) => [p.id, p]));
    const docs = await collection
      .find({ _id: { $in: [...sent.keys()] } } as Where, { projection: { version: 1 } })
      .toArray();
    const overtaken = docs.flatMap((doc) => {
      const portion = sent.get(doc._id);
      return portion && doc.version !== portion.version ? [clearSent(portion)] : [];
    });
    if (overtaken.length > 0) await collection.bulkWrite(overtaken, { ordered: false });
  };

  const clearWhole = ({ id, version }: Portion): Write => ({
    updateOne: { filter: { _id: id, version }, update: CLEARED },
  });

  const clearSent = ({ id, pending }: OutboxEntry): Write => {
    const update = { $pull: { pending: { seq: { $lte: pending.at(-1)?.seq ?? 0 } } } };
    return { updateOne: { filter: { _id: id }, update: update as never } };
  };

  const remember = ({ id, pending }: Portion) => {
    const last = pending.at(-1);
    if (!last) return;
    published.delete(id);
    published.set(id, last.seq);
    if (published.size > MAX_REMEMBERED_IDS) published.delete(published.keys().next().value as string);
  };

  return {
    start() {
      if (state !== 'new') return;
      state = 'running';
      loop = run();
    },
    async drain(timeoutMs = 5_000) {
      if (state !== 'running') return;
      state = 'draining';
      wake();
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)));
      await Promise.race([loop, timeout]);
      clearTimeout(timer);
      state = 'stopped';
      wake();
    },
    offer(saved, write) {
      if (state === 'new' || state === 'stopped') return;
      if (outbox.events > MAX_EVENTS_IN_MEMORY) {
        sweepAll = true;
        return;
      }
      const withEvents = saved.filter(({ pending }) => pending.length > 0);
      const mark = withEvents.length === saved.length ? { value: write.mark, documents: saved.length } : undefined;
      for (const after of withEvents) {
        // An aggregate that was deleted begins anew with seq 1.
        if (write.isNew(after.id)) published.delete(after.id);
        const sent = published.get(after.id) ?? 0;
        outbox.add({ ...entryOf(after, mark), pending: after.pending.filter((p) => p.seq > sent) });
      }
      wake();
    },
  };
}

function outgoing<S, E>(type: AggregateType<S, E>, id: string, p: Loaded<S>['pending'][number]): OutgoingEvent {
  return {
    id: p.id,
    type: p.type,
    source: type.source,
    subject: id,
    key: id,
    seq: p.seq,
    time: p.time,
    payload: p.payload,
    traceparent: p.traceparent,
  };
}
