import { isParklineError } from '@parkline/errors';
import type { mongo } from 'mongoose';
import { fromDocument, type AggregateDocument, type AggregateType, type Loaded } from './aggregate';
import type { Draft } from './draft';
import { inRounds } from './in-rounds';
import type { Collection } from './store';

/** Reads one aggregate by a field that is unique; several callers at the same time cost one query a field. */
export type GatheredRead<S> = (path: string, value: string) => Promise<Loaded<S> | undefined>;

export function gatheredReads<S, E>(
  collection: Collection<AggregateDocument<S>>,
  type: AggregateType<S, E>,
): GatheredRead<S> {
  const readersOf = new Map<string, (value: string) => Promise<Loaded<S> | undefined>>();

  const readerOf = (path: string) =>
    inRounds<string, Loaded<S> | undefined>(async (values) => {
      const wanted = [...new Set(values)];
      const only = wanted.length === 1 ? wanted[0] : { $in: wanted };
      const filter = { [path]: only } as mongo.Filter<AggregateDocument<S>>;
      if (wanted.length === 1) {
        const doc = await collection.findOne(filter);
        return values.map(() => (doc ? fromDocument(doc, type) : undefined));
      }
      const found = new Map<unknown, AggregateDocument<S>>();
      for await (const doc of collection.find(filter, { batchSize: wanted.length + 1 })) {
        found.set(valueAt(doc, path), doc);
      }
      return values.map((value) => {
        const doc = found.get(value);
        return doc && fromDocument(doc, type);
      });
    });

  return (path, value) => {
    const reader = readersOf.get(path) ?? readerOf(path);
    readersOf.set(path, reader);
    return reader(value);
  };
}

/** The path and value of a filter that asks for one string in one field. */
export function onlyField(filter: object): [path: string, value: string] | undefined {
  const [first, ...others] = Object.entries(filter) as [string, unknown][];
  return first && others.length === 0 && !first[0].startsWith('$') && typeof first[1] === 'string'
    ? [first[0], first[1]]
    : undefined;
}

function valueAt(document: object, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
}

interface Writes<S> {
  saveDraft: (draft: Draft<S>) => Promise<Loaded<S> | undefined>;
  saveDrafts: (drafts: readonly Draft<S>[]) => Promise<{ saved: Loaded<S>[]; conflicted: string[] }>;
}

/**
 * Saves a draft; several at the same time cost one bulk write. `undefined`: it was not saved, or another write followed
 * so fast that one cannot tell. So only what may be repeated is saved like this.
 */
export function gatheredWrites<S>({ saveDraft, saveDrafts }: Writes<S>): Writes<S>['saveDraft'] {
  return inRounds<Draft<S>, Loaded<S> | undefined>(async (drafts) => {
    const [only] = drafts;
    if (only && drafts.length === 1) return [await saveDraft(only)];
    // Of several drafts of one aggregate the first is saved: the others were decided on what was there before it.
    const firsts = new Map<string, Draft<S>>();
    for (const draft of drafts) if (!firsts.has(draft.loaded.id)) firsts.set(draft.loaded.id, draft);
    try {
      const { saved } = await saveDrafts([...firsts.values()]);
      const byId = new Map(saved.map((loaded) => [loaded.id, loaded]));
      return drafts.map((draft) => (firsts.get(draft.loaded.id) === draft ? byId.get(draft.loaded.id) : undefined));
    } catch (error) {
      if (!isParklineError(error, 'Conflict')) throw error;
      // One of them breaks a unique index: its own caller is to hear of that, and nobody else.
      return drafts.map(saveDraft);
    }
  });
}
