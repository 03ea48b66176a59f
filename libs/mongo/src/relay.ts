import { mongo } from 'mongoose';
import type { Logger } from 'pino';
import { fromDocument, type AggregateDocument, type AggregateType, type Loaded } from './aggregate';
import type { OutgoingEvent } from './events';
import type { AggregateMetrics } from './metrics';
import { createOutbox, entryOf, type OutboxEntry, type Portion } from './outbox';
import { BACKGROUND, type Store } from './store';
import type { JournalDocument } from './timeline';

export interface RelayOptions {
  /** How often to look for events that nobody published. */
  sweepMs?: number;
  /** From which age on saved events count as forgotten. */
  sweepAgeMs?: number;
  maxEventsPerSend?: number;
  maxBytesPerSend?: number;
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
  offer<S>(saved: readonly { after: Loaded<S>; isNew: boolean }[]): void;
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
const DUPLICATE_KEY = 11000;

export function createRelay<S, E>(store: Store, type: AggregateType<S, E>, parts: RelayParts): Relay {
  const {
    publish,
    logger,
    metrics,
    sweepMs = 2_000,
    sweepAgeMs = 2_000,
    maxEventsPerSend = 500,
    maxBytesPerSend = 900_000,
  } = parts;
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
        if (outbox.size > 0) await send(outbox.take({ maxEvents: maxEventsPerSend, maxBytes: maxBytesPerSend }));
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
      if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error;
    }
  };

  /** A portion overtaken by a newer save of this process is left to that one's clearing. */
  const clear = async (portions: Portion[]) => {
    const due = portions.filter((portion) => !(portion.whole && outbox.has(portion.id)));
    if (due.length === 0) return;
    const { matchedCount } = await collection.bulkWrite(due.map(clearing), { ordered: false });
    const overtaken = due.filter((portion) => portion.whole && portion.pending.length > 0);
    if (matchedCount < due.length && overtaken.length > 0)
      await collection.bulkWrite(overtaken.map(clearSent), { ordered: false });
  };

  const clearing = (portion: Portion): mongo.AnyBulkWriteOperation<AggregateDocument<S>> => {
    if (!portion.whole) return clearSent(portion);
    const filter = { _id: portion.id, version: portion.version } as mongo.Filter<AggregateDocument<S>>;
    const update = { $set: { pending: [] }, $unset: { pendingSince: '' } };
    return { updateOne: { filter, update: update as unknown as mongo.UpdateFilter<AggregateDocument<S>> } };
  };

  const clearSent = ({ id, pending }: OutboxEntry): mongo.AnyBulkWriteOperation<AggregateDocument<S>> => {
    const update = { $pull: { pending: { seq: { $lte: pending.at(-1)?.seq ?? 0 } } } };
    return {
      updateOne: {
        filter: { _id: id } as mongo.Filter<AggregateDocument<S>>,
        update: update as unknown as mongo.UpdateFilter<AggregateDocument<S>>,
      },
    };
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
      const timeout = setTimeout(() => {
        state = 'stopped';
        wake();
      }, timeoutMs);
      await loop;
      clearTimeout(timeout);
      state = 'stopped';
    },
    offer(saved) {
      if (state === 'new' || state === 'stopped') return;
      if (outbox.events > MAX_EVENTS_IN_MEMORY) {
        sweepAll = true;
        return;
      }
      for (const { after, isNew } of saved) {
        if (after.pending.length === 0) continue;
        // An aggregate that was deleted begins anew with seq 1.
        if (isNew) published.delete(after.id);
        const sent = published.get(after.id) ?? 0;
        outbox.add({ ...entryOf(after), pending: after.pending.filter((p) => p.seq > sent) });
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
