import type { mongo } from 'mongoose';
import type { Logger } from 'pino';
import { fromDocument, type AggregateDocument, type AggregateType, type Change, type Loaded } from './aggregate';
import type { AggregateMetrics } from './metrics';
import { BACKGROUND, type Collection } from './store';

export interface DueWork<S, E> {
  now: Date;
  /** At most this many aggregates a round. */
  limit?: number;
  /** Must move `dueAt` on; undefined: nothing to do. One that throws is logged and tried again in a later round. */
  decide: (loaded: Loaded<S>) => Change<S, E> | undefined;
}

/**
 * One round of due work. Where more is due than fits, each round starts at a random place of the list, so that replicas
 * seldom meet; where they do, the save with the version decides.
 */
export async function claimDue<S, E>(
  collection: Collection<AggregateDocument<S>>,
  type: AggregateType<S, E>,
  saveMany: (changes: Change<S, E>[]) => Promise<{ saved: Loaded<S>[] }>,
  { metrics, logger }: { metrics: AggregateMetrics; logger: Logger },
  { now, limit = 100, decide }: DueWork<S, E>,
): Promise<number> {
  const loaded = await findDue(collection, type, now, limit);
  const changes: Change<S, E>[] = [];
  for (const one of loaded) {
    try {
      const change = decide(one);
      if (change) changes.push(change);
    } catch (error) {
      metrics.dueFailures.inc();
      logger.error({ err: error, id: one.id, collection: collection.collectionName }, 'due work failed');
    }
  }
  if (changes.length === 0) return 0;
  return (await saveMany(changes)).saved.length;
}

async function findDue<S, E>(
  collection: Collection<AggregateDocument<S>>,
  type: AggregateType<S, E>,
  now: Date,
  limit: number,
): Promise<Loaded<S>[]> {
  const filter = { dueAt: { $lte: now } } as mongo.Filter<AggregateDocument<S>>;
  const page = (skip: number) =>
    collection.find(filter, { comment: BACKGROUND }).sort({ dueAt: 1 }).skip(skip).limit(limit).toArray();
  const first = await page(0);
  // Only a full page can mean that there is more than one replica's share.
  const other = first.length < limit ? [] : await page(limit * Math.floor(Math.random() * 4));
  return (other.length > 0 ? other : first).map((doc) => fromDocument(doc as AggregateDocument<S>, type));
}
