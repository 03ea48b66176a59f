import type { AggregateType, Loaded } from './aggregate';
import { applyDecision, noteSource, openDraft, type Draft } from './draft';
import type { ReceivedEvent } from './events';
import { untilSaved } from './until-saved';

export interface Consumption<S, E> {
  /** The aggregate that an event is about; undefined: it concerns none here. */
  idOf: (event: ReceivedEvent) => string | undefined;
  /** Under which key the event's seq is remembered in the aggregate; the event's source by default. */
  sourceKey?: (event: ReceivedEvent) => string;
  /**
   * Pure. `undefined` leaves the aggregate as it is, its remembered seq too; `{ events: [] }` remembers that the event
   * was seen, so that no older one can act after it.
   */
  decide: (
    state: S | undefined,
    event: ReceivedEvent,
    context: { id: string; at: Date },
  ) => { events: E[]; replaceState?: S } | undefined;
  at: Date;
}

interface Persistence<S> {
  loadMany: (ids: readonly string[]) => Promise<Map<string, Loaded<S>>>;
  saveDrafts: (drafts: readonly Draft<S>[]) => Promise<{ conflicted: string[] }>;
}

/**
 * Decides a batch in memory and saves it in one bulk write. Aggregates that someone else changed meanwhile are loaded
 * and decided again; events that were already seen there drop out.
 */
export async function consumeBatch<S, E>(
  type: AggregateType<S, E>,
  { loadMany, saveDrafts }: Persistence<S>,
  events: readonly ReceivedEvent[],
  consumption: Consumption<S, E>,
): Promise<void> {
  const groups = groupById(events, consumption);
  await untilSaved(type.name, [...groups.keys()], async (ids) => {
    const loaded = await loadMany(ids);
    const drafts = ids.flatMap(
      (id) => decideAll(type, loaded.get(id) as Loaded<S>, groups.get(id) ?? [], consumption) ?? [],
    );
    return saveDrafts(drafts);
  });
}

function groupById<S, E>(events: readonly ReceivedEvent[], { idOf }: Consumption<S, E>): Map<string, ReceivedEvent[]> {
  const groups = new Map<string, ReceivedEvent[]>();
  for (const event of events) {
    const id = idOf(event);
    if (id === undefined) continue;
    const group = groups.get(id);
    if (group) group.push(event);
    else groups.set(id, [event]);
  }
  return groups;
}

function decideAll<S, E>(
  type: AggregateType<S, E>,
  loaded: Loaded<S>,
  events: readonly ReceivedEvent[],
  { decide, sourceKey, at }: Consumption<S, E>,
): Draft<S> | undefined {
  const draft = openDraft(loaded);
  let changed = false;
  for (const event of events) {
    const key = sourceKey?.(event) ?? event.source;
    if (event.seq <= (draft.sources[key] ?? 0)) continue;
    const decision = decide(draft.state, event, { id: loaded.id, at });
    if (!decision) continue;
    applyDecision(type, draft, { ...decision, at, traceparent: event.traceparent });
    noteSource(draft, key, event.seq);
    changed = true;
  }
  return changed ? draft : undefined;
}
