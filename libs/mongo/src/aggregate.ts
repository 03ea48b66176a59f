import type { mongo } from 'mongoose';
import type { IndexSpec } from './collections';

/** What the repository must know about one kind of aggregate. `S` is its state, `E` its events. */
export interface AggregateType<S, E> {
  /** Collection name. The journal, where one is kept, is `${name}_journal`. */
  name: string;
  /** Where its events go. */
  topic: string;
  /** ce_source: the name of the service. */
  source: string;
  /** Keeps every event's `entry` for good; without it events leave no trace in the store once published. */
  journal?: boolean;
  /** Pure. `state` is undefined for the first event. */
  evolve(state: S | undefined, event: E): S;
  /** Turns an event and the state right after it into what goes out. */
  encode(event: E, after: S, meta: EventMeta): EncodedEvent;
  /**
   * Pure. Brings a state that was stored by an earlier release into the form that today's code writes; one in that form
   * already comes back unchanged. Every state that the repository reads goes through it.
   */
  inPresentForm?(stored: S): S;
  /** When a timer must look at this aggregate next; kept as an indexed field. */
  dueAt?(state: S): Date | undefined;
  /** The lists that this aggregate is in; kept as the field `lists`, for the type's own indexes. */
  listsOf?(state: S): string[];
  /** The type's own indexes, on paths below `state.`. */
  indexes?: IndexSpec[];
}

export interface EventMeta {
  /** Aggregate id. */
  id: string;
  /** ce_id of this event. */
  eventId: string;
  seq: number;
  at: Date;
  actor?: unknown;
}

export interface EncodedEvent {
  type: string;
  payload: Uint8Array;
  /** What the journal and the timeline keep of it. */
  entry?: Record<string, unknown>;
}

/** An event that is saved in its aggregate and not yet cleared by a relay. */
export interface Pending {
  seq: number;
  id: string;
  type: string;
  time: Date;
  payload: Uint8Array;
  traceparent?: string;
  entry?: Record<string, unknown>;
}

/** A command that was carried out, and what was answered. */
export interface Remembered {
  id: string;
  answer: unknown;
  at: Date;
}

/** How many commands an aggregate remembers. */
export const REMEMBERED_COMMANDS = 100;

/** An aggregate as read. A new one has version 0 and no state. */
export interface Loaded<S> {
  id: string;
  version: number;
  state: S | undefined;
  /** Last seq seen of each source aggregate. */
  sources: Record<string, number>;
  pending: Pending[];
  commands: Remembered[];
}

/** One decided change of one aggregate. */
export interface Change<S, E> {
  loaded: Loaded<S>;
  events: E[];
  /** Time of the events. */
  at: Date;
  command?: { id: string; answer: unknown };
  /** Seqs to remember; a lower one than already kept is ignored. */
  sources?: Record<string, number>;
  /** A change of state without an event; events of the same change are folded onto it. */
  replaceState?: S;
  actor?: unknown;
}

/** An aggregate as stored. */
export interface AggregateDocument<S> {
  _id: string;
  version: number;
  state?: S;
  sources?: Record<string, number>;
  commands?: Remembered[];
  pending?: (Omit<Pending, 'payload'> & { payload: mongo.Binary })[];
  pendingSince?: Date;
  dueAt?: Date;
  lists?: string[];
  /** Which write brought this version: a bulk write reports only totals. */
  savedBy?: string;
}

/** One line of a timeline. */
export interface TimelineEntry {
  seq: number;
  /** ce_id of the event. */
  id: string;
  type: string;
  time: Date;
  entry: Record<string, unknown>;
}

export function newAggregate<S>(id: string): Loaded<S> {
  return { id, version: 0, state: undefined, sources: {}, pending: [], commands: [] };
}

/** An aggregate as its document says. @param type brings its state into the present form; without it the state is as stored */
export function fromDocument<S>(
  doc: AggregateDocument<S>,
  type?: Pick<AggregateType<S, never>, 'inPresentForm'>,
): Loaded<S> {
  const stored = doc.state ?? undefined;
  return {
    id: doc._id,
    version: doc.version,
    state: stored && type?.inPresentForm ? type.inPresentForm(stored) : stored,
    sources: doc.sources ?? {},
    pending: (doc.pending ?? []).map((p) => ({ ...p, payload: p.payload.buffer })),
    commands: doc.commands ?? [],
  };
}
