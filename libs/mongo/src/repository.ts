import { conflict, notFound } from '@parkline/errors';
import type { mongo } from 'mongoose';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import {
  fromDocument,
  newAggregate,
  type AggregateDocument,
  type AggregateType,
  type Change,
  type Loaded,
  type TimelineEntry,
} from './aggregate';
import { syncCollections, type IndexSpec } from './collections';
import { duplicatedBy, onlyDuplicates } from './duplicates';
import { consumeBatch, type Consumption } from './consume';
import { draftOf, newWriteMark, savedOf, writeOf, type Draft } from './draft';
import { claimDue, type DueWork } from './due';
import type { OutgoingEvent, ReceivedEvent } from './events';
import { aggregateMetrics } from './metrics';
import { fillLists } from './fill-lists';
import { gatheredReads, gatheredWrites, onlyField } from './gathered';
import { commandsInTurn, staleVersion, type Executed, type Execution } from './in-turn';
import { createRelay, type Relay, type RelayOptions } from './relay';
import type { Collection, Store } from './store';
import { readTimeline } from './timeline';
import { activeTraceparent } from './trace';

export interface RepositoryOptions {
  /** Gives the events to the bus; resolves once they are safe there. Never gets more than about 900 KB at once. */
  publish: (topic: string, events: OutgoingEvent[]) => Promise<void>;
  logger: Logger;
  metrics: Registry;
  /** Time of events where the caller gives none. */
  clock?: () => Date;
  relay?: RelayOptions;
}

export interface Repository<S, E> {
  /** The collection itself, for lists. Domain fields are below `state.`. */
  readonly collection: Collection<AggregateDocument<S>>;
  readonly relay: Relay;
  /** Creates its collections and indexes. Call once before serving. */
  sync(): Promise<void>;
  load(id: string): Promise<Loaded<S>>;
  /** Has an entry for every id, new aggregates included. */
  loadMany(ids: readonly string[]): Promise<Map<string, Loaded<S>>>;
  findBy(filter: mongo.Filter<AggregateDocument<S>>): Promise<Loaded<S> | undefined>;
  /** Only what a reader wants of those that exist: what is remembered of commands may be many times as large. */
  readMany(ids: readonly string[]): Promise<Map<string, Pick<Loaded<S>, 'id' | 'version' | 'state'>>>;
  /** Saves one change in one write. Throws `Conflict` (`stale_version`) if the aggregate has moved on since it was loaded. */
  save(change: Change<S, E>): Promise<Loaded<S>>;
  /**
   * Saves changes of different aggregates in one unordered bulk write. An aggregate in `conflicted` is to be loaded and
   * decided again; where another write followed ours at once it may contain our change, so decisions must be repeatable.
   */
  saveMany(changes: readonly Change<S, E>[]): Promise<{ saved: Loaded<S>[]; conflicted: string[] }>;
  /**
   * Loads, decides and saves; looks up the command first and decides again on a conflict. Commands that come together
   * for one aggregate are decided one after the other and share a write.
   */
  execute<A = undefined>(execution: Execution<S, E, A>): Promise<Executed<S, A>>;
  /** Handles a batch of events: one find, decisions in order in memory, one bulk write. */
  consume(events: readonly ReceivedEvent[], consumption: Consumption<S, E>): Promise<void>;
  /** Does work that is due and returns how many aggregates it changed. A replica that lost one moves on. */
  due(work: DueWork<S, E>): Promise<number>;
  /** Everything that happened to an aggregate, by seq; what was just saved included. */
  timeline(id: string): Promise<TimelineEntry[]>;
}

/** The repository of one kind of aggregate in one store. Its relay must be started by the service. */
export function createRepository<S, E>(
  store: Store,
  type: AggregateType<S, E>,
  { publish, logger, metrics: registry, clock = () => new Date(), relay: relayOptions }: RepositoryOptions,
): Repository<S, E> {
  const collection = store.collection<AggregateDocument<S>>(type.name);
  const metrics = aggregateMetrics(registry, type.name);
  const relay = createRelay(store, type, { publish, logger, metrics, ...relayOptions });

  const read = gatheredReads(collection, type);

  const load = async (id: string): Promise<Loaded<S>> => (await read('_id', id)) ?? newAggregate(id);

  const findBy = async (filter: mongo.Filter<AggregateDocument<S>>): Promise<Loaded<S> | undefined> => {
    const [path, value] = onlyField(filter) ?? [];
    if (path !== undefined && value !== undefined) return read(path, value);
    const doc = await collection.findOne(filter);
    return doc ? fromDocument(doc as AggregateDocument<S>, type) : undefined;
  };

  const found = async (ids: readonly string[], projection?: Record<string, 1>): Promise<Map<string, Loaded<S>>> => {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Map();
    const filter = { _id: { $in: wanted } } as mongo.Filter<AggregateDocument<S>>;
    const docs = await collection.find(filter, { batchSize: wanted.length + 1, projection }).toArray();
    return new Map(docs.map((doc) => [doc._id, fromDocument(doc as AggregateDocument<S>, type)]));
  };

  const loadMany = async (ids: readonly string[]): Promise<Map<string, Loaded<S>>> => {
    const loaded = await found(ids);
    return new Map(ids.map((id) => [id, loaded.get(id) ?? newAggregate<S>(id)]));
  };

  /** Throws the store's own error if a new aggregate breaks another unique index than that on its id. */
  const rejectUnlessTaken = async (ids: string[], error: unknown): Promise<void> => {
    const found = await collection.countDocuments({ _id: { $in: ids } });
    if (found === 0) throw duplicateKey(type.name, error);
  };

  const saveDraft = async (draft: Draft<S>): Promise<Loaded<S> | undefined> => {
    const mark = newWriteMark();
    const write = writeOf(type, draft, mark);
    if ('insertOne' in write) {
      try {
        await collection.insertOne(write.insertOne.document as mongo.OptionalUnlessRequiredId<AggregateDocument<S>>);
      } catch (error) {
        if (!onlyDuplicates(error)) throw error;
        await rejectUnlessTaken([draft.loaded.id], error);
        return undefined;
      }
    } else if ('updateOne' in write) {
      const { filter, update } = write.updateOne;
      const { matchedCount } = await collection.updateOne(filter, update).catch((error: unknown) => {
        // An update leaves the id alone: what it doubles is another unique value.
        throw onlyDuplicates(error) ? duplicateKey(type.name, error) : error;
      });
      if (matchedCount === 0) return undefined;
    }
    const saved = savedOf(draft);
    relay.offer([saved], { mark, isNew: () => draft.loaded.version === 0 });
    return saved;
  };

  const saveDrafts = async (drafts: readonly Draft<S>[]): Promise<{ saved: Loaded<S>[]; conflicted: string[] }> => {
    if (drafts.length === 0) return { saved: [], conflicted: [] };
    const mark = newWriteMark();
    const outcome = await writeAll(drafts, mark);
    const ids = drafts.map((d) => d.loaded.id);
    const ours = outcome.matched === drafts.length ? new Set(ids) : await markedBy(ids, mark);
    if (ours.size < drafts.length && outcome.error) {
      const missing = drafts.filter((d) => d.loaded.version === 0 && !ours.has(d.loaded.id)).map((d) => d.loaded.id);
      if (missing.length > 0) await rejectUnlessTaken(missing, outcome.error);
    }
    const won = drafts.filter((d) => ours.has(d.loaded.id));
    const saved = won.map(savedOf);
    const fresh = new Set(won.filter((d) => d.loaded.version === 0).map((d) => d.loaded.id));
    relay.offer(saved, { mark, isNew: (id) => fresh.has(id) });
    const conflicted = ids.filter((id) => !ours.has(id));
    if (conflicted.length > 0) metrics.conflicts.inc(conflicted.length);
    return { saved, conflicted };
  };

  const writeAll = async (drafts: readonly Draft<S>[], mark: string): Promise<{ matched: number; error?: unknown }> => {
    try {
      const result = await collection.bulkWrite(
        drafts.map((draft) => writeOf(type, draft, mark)),
        { ordered: false },
      );
      return { matched: result.matchedCount + result.insertedCount };
    } catch (error) {
      if (!onlyDuplicates(error)) throw error;
      if (duplicatedBy(error).some((index) => drafts[index]?.loaded.version !== 0))
        throw duplicateKey(type.name, error);
      return { matched: -1, error };
    }
  };

  const markedBy = async (ids: string[], mark: string): Promise<Set<string>> => {
    const filter = { _id: { $in: ids } } as mongo.Filter<AggregateDocument<S>>;
    const docs = await collection.find(filter, { projection: { savedBy: 1 } }).toArray();
    return new Set(docs.filter((d) => d.savedBy === mark).map((d) => d._id));
  };

  const write = gatheredWrites({ saveDraft, saveDrafts });

  const save = async (change: Change<S, E>): Promise<Loaded<S>> => {
    const draft = draftOf(type, change, activeTraceparent());
    const saved = await (change.loaded.version === 0 ? write(draft) : saveDraft(draft));
    if (saved) return saved;
    metrics.conflicts.inc();
    throw staleVersion(type.name, change.loaded.id);
  };

  const saveMany: Repository<S, E>['saveMany'] = (changes) => {
    const traceparent = activeTraceparent();
    return saveDrafts(changes.map((change) => draftOf(type, change, traceparent)));
  };

  const loadFor = async ({ id, find }: Pick<Execution<S, E, unknown>, 'id' | 'find'>): Promise<Loaded<S>> => {
    if (id !== undefined) return load(id);
    const loaded = find ? await findBy(find) : undefined;
    if (!loaded) throw notFound(`${type.name}_not_found`, `There is no such ${type.name}.`);
    return loaded;
  };

  const inTurn = commandsInTurn(type, {
    load: loadFor,
    // A write of several is only told apart by repeating it, which is harmless where the commands are remembered.
    save: (draft, repeatable) => (repeatable ? write(draft) : saveDraft(draft)),
    onConflict: () => metrics.conflicts.inc(),
  });

  const execute = async <A>(execution: Execution<S, E, A>): Promise<Executed<S, A>> => {
    const { at = clock() } = execution;
    const executed = await inTurn({ ...execution, at, traceparent: activeTraceparent() });
    return executed as Executed<S, A>;
  };

  return {
    collection,
    relay,
    sync: () => syncAggregate(store, type),
    load,
    loadMany,
    readMany: (ids) => found(ids, { version: 1, state: 1 }),
    findBy,
    save,
    saveMany,
    execute,
    consume: (events, consumption) => consumeBatch(type, { loadMany, saveDrafts }, events, consumption),
    due: claimDue(collection, type, saveMany, { metrics, logger }),
    timeline: (id) => readTimeline(store, type, load, id),
  };
}

/** The collections of an aggregate and its journal, with the indexes that the repository's own queries need. */
async function syncAggregate<S, E>(store: Store, type: AggregateType<S, E>): Promise<void> {
  const own: IndexSpec[] = [
    { keys: { _id: 1, version: 1 } },
    { keys: { savedBy: 1 } },
    { keys: { pendingSince: 1 }, sparse: true },
  ];
  const due: IndexSpec[] = type.dueAt ? [{ keys: { dueAt: 1 }, sparse: true }] : [];
  await syncCollections(store, [{ name: type.name, indexes: [...own, ...due, ...(type.indexes ?? [])] }]);
  if (type.journal)
    await syncCollections(store, [{ name: `${type.name}_journal`, indexes: [{ keys: { agg: 1, seq: 1 } }] }]);
  await fillLists(store, type);
}

function duplicateKey(name: string, cause: unknown) {
  return conflict('duplicate_key', `Another ${name} already uses this unique value.`, { cause });
}
