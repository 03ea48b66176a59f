import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import {
  REMEMBERED_COMMANDS,
  type AggregateDocument,
  type AggregateType,
  type Change,
  type Loaded,
  type Pending,
  type Remembered,
} from './aggregate';

/** What was decided for one aggregate, before it is saved. Several decisions may be folded into one draft. */
export interface Draft<S> {
  loaded: Loaded<S>;
  state: S | undefined;
  sources: Record<string, number>;
  fresh: Pending[];
  /** Commands to remember. */
  commands: Remembered[];
}

export interface Decision<S, E> {
  events: E[];
  /** Replaces the state before the events are folded. */
  replaceState?: S;
  at: Date;
  actor?: unknown;
  traceparent?: string;
}

export function openDraft<S>(loaded: Loaded<S>): Draft<S> {
  return { loaded, state: loaded.state, sources: loaded.sources, fresh: [], commands: [] };
}

/** Folds one more decision into the draft. */
export function applyDecision<S, E>(type: AggregateType<S, E>, draft: Draft<S>, decision: Decision<S, E>): void {
  const { id, version } = draft.loaded;
  if (decision.replaceState !== undefined) draft.state = decision.replaceState;
  for (const event of decision.events) {
    const after = type.evolve(draft.state, event);
    const seq = version + draft.fresh.length + 1;
    const eventId = `${type.source}/${id}/${seq}`;
    const encoded = type.encode(event, after, { id, eventId, seq, at: decision.at, actor: decision.actor });
    draft.state = after;
    draft.fresh.push({ seq, id: eventId, time: decision.at, traceparent: decision.traceparent, ...encoded });
  }
}

/** Remembers the last seq seen of a source aggregate; never lowers it. */
export function noteSource<S>(draft: Draft<S>, key: string, seq: number): void {
  if (seq > (draft.sources[key] ?? 0)) draft.sources = { ...draft.sources, [key]: seq };
}

export function draftOf<S, E>(type: AggregateType<S, E>, change: Change<S, E>, traceparent?: string): Draft<S> {
  const draft = openDraft(change.loaded);
  applyDecision(type, draft, { ...change, traceparent });
  for (const [key, seq] of Object.entries(change.sources ?? {})) noteSource(draft, key, seq);
  if (change.command) draft.commands.push({ ...change.command, at: change.at });
  return draft;
}

/** The version that saving the draft brings: every event raises it by one, a save without events does too. */
export function versionAfter<S>(draft: Draft<S>): number {
  return draft.loaded.version + Math.max(1, draft.fresh.length);
}

/** The aggregate as it is right after the draft was saved. */
export function savedOf<S>(draft: Draft<S>): Loaded<S> {
  const { loaded, commands } = draft;
  return {
    id: loaded.id,
    version: versionAfter(draft),
    state: draft.state,
    sources: draft.sources,
    pending: [...loaded.pending, ...draft.fresh],
    commands: commands.length > 0 ? [...loaded.commands, ...commands].slice(-REMEMBERED_COMMANDS) : loaded.commands,
  };
}

/** Marks all documents of one write, so that a reader can tell whose write brought a version. */
export function newWriteMark(): string {
  return randomBytes(9).toString('base64url');
}

export type Write<S> = mongo.AnyBulkWriteOperation<AggregateDocument<S>>;

/** The one write that saves a draft. `pendingSince` is machine time, as the relays of all replicas compare it. */
export function writeOf<S, E>(type: AggregateType<S, E>, draft: Draft<S>, mark: string): Write<S> {
  const { loaded, fresh, commands } = draft;
  const version = versionAfter(draft);
  const dueAt = draft.state === undefined ? undefined : type.dueAt?.(draft.state);
  const pending = fresh.map((p) => ({ ...p, payload: new mongo.Binary(p.payload) }));
  const pendingSince = fresh.length > 0 ? new Date() : undefined;
  const lists = draft.state === undefined ? undefined : type.listsOf?.(draft.state);
  const fields = { version, state: draft.state, sources: draft.sources, dueAt, ...(lists && { lists }), savedBy: mark };
  if (loaded.version === 0) {
    const document = { _id: loaded.id, ...fields, commands, pending, pendingSince };
    return { insertOne: { document: document } };
  }
  const update: Record<string, unknown> = { $set: fields };
  if (!dueAt) update.$unset = { dueAt: '' };
  const push: Record<string, unknown> = {};
  if (pending.length > 0) {
    push.pending = { $each: pending };
    update.$min = { pendingSince };
  }
  if (commands.length > 0) push.commands = { $each: commands, $slice: -REMEMBERED_COMMANDS };
  if (Object.keys(push).length > 0) update.$push = push;
  const filter = { _id: loaded.id, version: loaded.version } as mongo.Filter<AggregateDocument<S>>;
  return { updateOne: { filter, update: update } };
}
