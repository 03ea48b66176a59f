import { unavailable } from '@parkline/errors';
import type { Filter, Store } from '@parkline/mongo';
import type { Counters } from '../application/get-summary';
import type { RebuildableCounters } from '../application/rebuild-counters';
import type { Cell } from '../domain/contribution';
import { cellKey } from '../domain/differences';
import { scopeFilter } from '@parkline/auth';
import { fromFields, toFields } from './counter-names';
import { factFrom, isDuplicate, type CounterDocument, type FactDocument } from './fact-store';

const mostTries = 20;
/** So many counter documents are held at once while figures are added up. */
const pageSize = 1_000;

export function createCounters(store: Store): Counters & RebuildableCounters {
  const facts = store.collection<FactDocument>('facts');
  const counters = store.collection<CounterDocument>('counters');

  const replaceOnce: RebuildableCounters['replace'] = (cell, count) =>
    store.transaction(async (session) => {
      const filter = { 'case.groupId': cell.groupId, 'case.parkCode': cell.parkCode, 'case.day': cell.day };
      const found = await facts.find(filter as Filter<FactDocument>, { session }).toArray();
      const old = await counters.find({ ...cell }, { session, projection: { _id: 1 } }).toArray();
      const rebuiltId = `${cellKey(cell)}|rebuilt`;
      // Naming each old counter makes this conflict with a batch that changes one of them at the same time. A counter
      // that such a batch makes anew stays, rightly so: its fact was not yet seen changed here.
      const others = old.map(({ _id }) => _id).filter((id) => id !== rebuiltId);
      if (others.length > 0) await counters.deleteMany({ _id: { $in: others } }, { session });
      const n = toFields(count(found.map(factFrom)));
      await counters.replaceOne({ _id: rebuiltId }, { ...cell, n }, { session, upsert: true });
      return { facts: found.length, counters: Object.keys(n).length };
    });

  return {
    async *list(scope, { parkCodes, fromDay, toDay }) {
      const filter: Filter<CounterDocument> = scopeFilter(scope, { groupId: 'groupId', parkCode: 'parkCode' });
      if (parkCodes) filter.parkCode = { $in: [...parkCodes] };
      // A bound on both sides, always: then one index covers every field of the filter.
      filter.day = { $gte: fromDay || '0000-01-01', $lte: toDay || '9999-12-31' };
      for await (const { groupId, parkCode, day, n } of counters.find(filter, { batchSize: pageSize })) {
        yield { cell: { groupId, parkCode, day }, counts: fromFields(n) };
      }
    },

    async cells() {
      const cells = new Map<string, Cell>();
      const project = (path: string): object[] => [
        { $group: { _id: { groupId: `$${path}groupId`, parkCode: `$${path}parkCode`, day: `$${path}day` } } },
      ];
      const ofFacts = facts.aggregate<{ _id: Cell }>([{ $match: { 'case.day': { $gt: '' } } }, ...project('case.')]);
      for (const { _id } of await ofFacts.toArray()) cells.set(cellKey(_id), _id);
      for (const { _id } of await counters.aggregate<{ _id: Cell }>(project('')).toArray())
        cells.set(cellKey(_id), _id);
      return [...cells.values()];
    },

    async replace(cell, count) {
      for (let tries = 1; ; tries++) {
        try {
          return await replaceOnce(cell, count);
        } catch (error) {
          if (!isDuplicate(error)) throw error;
          if (tries >= mostTries)
            throw unavailable('counters_contended', 'The counters are changed too fast.', { cause: error });
        }
      }
    },
  };
}
