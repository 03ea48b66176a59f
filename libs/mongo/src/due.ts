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

/** So many rounds after it met another replica a replica keeps out of the others' way. */
const ROUNDS_APART = 8;
/** Pages grow by no more than this, however much fails. */
const MOST_UNMOVED = 2_000;
/** Over so many pages replicas that meet spread. */
const PAGES = 4;

/**
 * Rounds of due work. Each takes a page of what has been due for longest, and what fails there again and again holds up
 * nothing behind it. Replicas that meet take pages at random places behind it for a while; where they meet all the same,
 * the save with the version decides.
 */
export function claimDue<S, E>(
  collection: Collection<AggregateDocument<S>>,
  type: AggregateType<S, E>,
  saveMany: (changes: Change<S, E>[]) => Promise<{ saved: Loaded<S>[] }>,
  { metrics, logger }: { metrics: AggregateMetrics; logger: Logger },
): (work: DueWork<S, E>) => Promise<number> {
  const pageOf = duePages(collection);
  let roundsApart = 0;
  /** Of what has been due for longest, so many gave no change last time: a page holds as many more. */
  let unmoved = 0;
  return async ({ now, limit = 100, decide }) => {
    const skipped = roundsApart > 0 ? limit * Math.floor(Math.random() * PAGES) : 0;
    roundsApart = Math.max(0, roundsApart - 1);
    const changes: Change<S, E>[] = [];
    const docs = await pageOf(now, { limit: limit + Math.min(unmoved, MOST_UNMOVED), skipped });
    let tried = 0;
    for (const doc of docs) {
      if (changes.length === limit) break;
      tried += 1;
      try {
        const change = decide(fromDocument(doc, type));
        if (change) changes.push(change);
      } catch (error) {
        metrics.dueFailures.inc();
        logger.error({ err: error, id: doc._id, collection: collection.collectionName }, 'due work failed');
      }
    }
    if (skipped === 0) unmoved = tried - changes.length;
    if (changes.length === 0) return 0;
    const { saved } = await saveMany(changes);
    if (saved.length < changes.length) roundsApart = ROUNDS_APART;
    return saved.length;
  };
}

interface Wanted {
  limit: number;
  /** Documents to leave to others, as long as there are enough behind them. */
  skipped: number;
}

/**
 * Reads what is due, the longest due first. A store that sorts in memory reads everything that the filter finds: where
 * much is due, after an outage, it is asked for little more than the pages to choose from, by how far they reached last
 * time.
 */
function duePages<S>(collection: Collection<AggregateDocument<S>>) {
  /** The last full page: when its first was due, and how many ms later its last. */
  let known: { from: number; spread: number } | undefined;

  const page = async (until: number, { limit, skipped }: Wanted): Promise<AggregateDocument<S>[]> => {
    const filter = { dueAt: { $lte: new Date(until) } } as mongo.Filter<AggregateDocument<S>>;
    const sorted = collection.find(filter, { comment: BACKGROUND }).sort({ dueAt: 1 });
    return await sorted.skip(skipped).limit(limit).toArray();
  };

  return async (now: Date, wanted: Wanted): Promise<AggregateDocument<S>[]> => {
    for (let pages = PAGES + 1; ; pages *= 4) {
      const until = known ? Math.min(now.getTime(), known.from + known.spread * pages) : now.getTime();
      const docs = await page(until, wanted);
      const [first, last] = [docs[0]?.dueAt?.getTime(), docs.at(-1)?.dueAt?.getTime()];
      if (docs.length === wanted.limit && first !== undefined && last !== undefined) {
        known = { from: first, spread: Math.max(1, last - first) };
        return docs;
      }
      if (until < now.getTime()) continue;
      known = undefined;
      return docs.length > 0 || wanted.skipped === 0 ? docs : page(until, { ...wanted, skipped: 0 });
    }
  };
}
