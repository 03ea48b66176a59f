import { unavailable } from '@parkline/errors';
import type { AggregateType, Loaded } from './aggregate';
import { applyDecision, noteSource, openDraft, type Draft } from './draft';
import type { ReceivedEvent } from './events';

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

const MAX_ROUNDS = 30;

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
  let open = groupById(events, consumption);
  for (let round = 0; round < MAX_ROUNDS && open.size > 0; round++) {
    const loaded = await loadMany([...open.keys()]);
    const drafts: Draft<S>[] = [];
    for (const [id, own] of open) {
      const draft = decideAll(type, loaded.get(id) as Loaded<S>, own, consumption);
      if (draft) drafts.push(draft);
    }
    const { conflicted } = await saveDrafts(drafts);
    open = new Map(conflicted.map((id) => [id, open.get(id) ?? []]));
  }
  if (open.size > 0) throw unavailable('too_contended', `Too many changes of one ${type.name} at once; try again.`);
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
