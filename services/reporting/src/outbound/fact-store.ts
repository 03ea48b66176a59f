import { unavailable } from '@parkline/errors';
import type { Collection, CollectionSpec, Filter, Store } from '@parkline/mongo';
import type { BatchOutcome, FactStore } from '../application/record-facts';
import type { ReceiptPages } from '../application/redate-facts';
import type { Contribution } from '../domain/contribution';
import { cellKey } from '../domain/differences';
import type { Fact } from '../domain/fact';
import { toFields } from './counter-names';

/** A fact as stored: `version` tells whether somebody else changed it since it was read. */
export interface FactDocument extends Omit<Fact, 'caseId'> {
  _id: string;
  version: number;
}

/** The counters of one cell that one topic and partition has changed. Its sum over all shards is the figure. */
export interface CounterDocument {
  _id: string;
  groupId: string;
  parkCode: string;
  day: string;
  n: Record<string, number>;
}

export const reportingCollections: CollectionSpec[] = [
  {
    name: 'facts',
    indexes: [{ keys: { _id: 1, version: 1 } }, { keys: { 'case.groupId': 1, 'case.parkCode': 1, 'case.day': 1 } }],
  },
  { name: 'counters', indexes: [{ keys: { groupId: 1, parkCode: 1, day: 1 } }, { keys: { groupId: 1, day: 1 } }] },
];

const mostTries = 20;
/** So many facts are read at once where a whole park is gone through. */
const pageSize = 500;

/** Somebody else changed a fact between reading and saving. */
class FactsMoved extends Error {}

export function createFactStore(store: Store): FactStore & ReceiptPages {
  const facts = store.collection<FactDocument>('facts');
  const counters = store.collection<CounterDocument>('counters');

  const attempt = (caseIds: readonly string[], shard: string, decide: Decide): Promise<void> =>
    store.transaction(async (session) => {
      const read = await facts.find({ _id: { $in: [...caseIds] } }, { session }).toArray();
      const versions = new Map(read.map(({ _id, version }) => [_id, version]));
      const { changed, differences } = decide(new Map(read.map((document) => [document._id, factFrom(document)])));
      if (changed.length === 0) return;
      const saved = await facts.bulkWrite(
        changed.map((fact) => saveOf(fact, versions.get(fact.caseId))),
        {
          session,
          ordered: false,
        },
      );
      if (saved.matchedCount + saved.insertedCount < changed.length) throw new FactsMoved();
      if (differences.length > 0) {
        await counters.bulkWrite(
          differences.map((difference) => increment(difference, shard)),
          {
            session,
            ordered: false,
          },
        );
      }
    });

  return {
    async change(caseIds, shard, decide) {
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(caseIds, shard, decide);
        } catch (error) {
          if (!(error instanceof FactsMoved) && !isDuplicate(error)) throw error;
          if (tries >= mostTries)
            throw unavailable('facts_contended', 'The facts are changed too fast.', { cause: error });
        }
      }
    },

    async *receiptsOf({ code, groupId }) {
      // A bound on the day too: then one index covers every field of the filter.
      const filter = { 'case.groupId': groupId, 'case.parkCode': code, 'case.day': { $gt: '' } };
      const found = facts
        .find(filter as Filter<FactDocument>, { batchSize: pageSize })
        .project<ReceiptDocument>({ 'case.receivedAt': 1, 'case.day': 1 });
      let page: { caseId: string; receivedAt: Date; day: string }[] = [];
      for await (const { _id, case: about } of found) {
        page.push({ caseId: _id, ...about });
        if (page.length < pageSize) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    },
  };
}

interface ReceiptDocument {
  _id: string;
  case: { receivedAt: Date; day: string };
}

type Decide = (facts: ReadonlyMap<string, Fact>) => BatchOutcome;
type FactWrite = Parameters<Collection<FactDocument>['bulkWrite']>[0][number];
type CounterWrite = Parameters<Collection<CounterDocument>['bulkWrite']>[0][number];

export function factFrom({ _id, version: _, ...fact }: FactDocument): Fact {
  return { caseId: _id, ...fact };
}

function saveOf({ caseId, ...fact }: Fact, version: number | undefined): FactWrite {
  if (version === undefined) return { insertOne: { document: { _id: caseId, version: 1, ...fact } } };
  const replacement = { version: version + 1, ...fact };
  return { replaceOne: { filter: { _id: caseId, version }, replacement } };
}

function increment({ cell, counts }: Contribution, shard: string): CounterWrite {
  const { groupId, parkCode, day } = cell;
  const by = Object.fromEntries(Object.entries(toFields(counts)).map(([field, count]) => [`n.${field}`, count]));
  return {
    updateOne: {
      filter: { _id: `${cellKey(cell)}|${shard}` },
      update: { $setOnInsert: { groupId, parkCode, day }, $inc: by },
      upsert: true,
    },
  };
}

/** Two replicas made the same fact: the slower one decides again. */
export function isDuplicate(error: unknown): boolean {
  return (error as { code?: unknown }).code === 11000;
}
