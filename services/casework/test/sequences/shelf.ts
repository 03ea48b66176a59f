import type { Change, Execution, Executed, Loaded } from '@parkline/mongo';
import { conflict, notFound } from '@parkline/errors';
import type { ReceivedEvent } from '@parkline/mongo';
import type { Cases, CaseWrites, StoredEntry } from '../../src/application/ports';
import type { DueCases } from '../../src/application/act-on-time-limits';
import type { Actor, Case, CaseEvent } from '../../src/domain';
import { evolve } from '../../src/domain';
import { caseType } from '../../src/outbound/case-type';

/** What one save did to one case. */
export interface Saved {
  id: string;
  before?: Case;
  after: Case;
  events: readonly CaseEvent[];
  lines: readonly StoredEntry[];
  versionBefore: number;
  version: number;
  actor: Actor;
  at: Date;
}

export interface Shelved extends Loaded<Case> {
  state: Case;
  events: CaseEvent[];
  lines: StoredEntry[];
  /** All that was ever published of it, in order. */
  published: ReceivedEvent[];
  lists: string[];
}

/** The cases of a test, kept in memory as the store keeps them (design.md, A write, exactly). */
export interface Shelf extends Cases, CaseWrites, DueCases {
  readonly cases: ReadonlyMap<string, Shelved>;
  open(complaint: Extract<CaseEvent, { type: 'CaseOpened' }>): void;
  /** What was saved since this was asked last. */
  takeSaved(): Saved[];
}

const itself: Actor = { kind: 'service', id: 'casework' };

export function createShelf(): Shelf {
  const cases = new Map<string, Shelved>();
  const saved: Saved[] = [];

  const loadedOf = (id: string): Loaded<Case> =>
    cases.get(id) ?? { id, version: 0, state: undefined, sources: {}, pending: [], commands: [] };

  const save = ({ loaded, events, at, actor, sources, replaceState, command }: Change<Case, CaseEvent>): void => {
    const { id } = loaded;
    const known = cases.get(id);
    const lines: StoredEntry[] = [];
    const published: ReceivedEvent[] = [];
    let state = replaceState ?? loaded.state;
    let seq = loaded.version;
    for (const event of events) {
      seq += 1;
      state = deepFrozen(evolve(state, event));
      const eventId = `casework/${id}/${seq}`;
      const { type, payload, entry } = caseType.encode(event, state, { id, eventId, seq, at, actor });
      lines.push({ seq, type, time: at, entry: deepFrozen(entry!) });
      const { topic, source } = caseType;
      published.push({
        ...{ topic, source, id: eventId, type, seq, time: at, payload, key: id, subject: id },
        ...{ partition: 0, offset: '0' },
      });
    }
    const after = state!;
    const version = Math.max(seq, loaded.version + 1);
    const remembered = command ? [...loaded.commands, { ...command, at }].slice(-100) : loaded.commands;
    cases.set(id, {
      ...{ id, version, state: after, pending: [], commands: remembered, sources: { ...loaded.sources, ...sources } },
      events: [...(known?.events ?? []), ...events],
      lines: [...(known?.lines ?? []), ...lines],
      published: [...(known?.published ?? []), ...published],
      lists: caseType.listsOf!(after),
    });
    const before = loaded.state;
    saved.push({
      ...{ id, before, after, events, lines, versionBefore: loaded.version, version, at },
      actor: (actor as Actor | undefined) ?? itself,
    });
  };

  const byNumber = (number: string) => [...cases.values()].find(({ state }) => state.number === number);

  return {
    cases,
    open: (event) => {
      const loaded = { ...loadedOf(event.complaint.id) };
      save({ loaded, events: [event], at: event.at });
    },
    takeSaved: () => saved.splice(0),
    load: (id) => Promise.resolve(loadedOf(id)),
    findBy: ({ 'state.number': number }) => Promise.resolve(byNumber(number)),
    readMany: (ids) => Promise.resolve(new Map(ids.flatMap((id) => [[id, loadedOf(id)] as const]))),
    loadMany: (ids) => Promise.resolve(new Map(ids.map((id) => [id, loadedOf(id)]))),
    timeline: (id) => Promise.resolve(cases.get(id)?.lines ?? []),
    saveMany(changes) {
      for (const change of changes) if (change.events.length > 0 || change.replaceState) save(change);
      return Promise.resolve({ conflicted: [] });
    },
    due({ now, decide }) {
      const due = [...cases.values()].filter(({ state: { timerAt } }) => timerAt && timerAt <= now);
      const changes = due.flatMap((loaded) => decide(loaded) ?? []);
      changes.forEach(save);
      return Promise.resolve(changes.length);
    },
    execute: <A>(execution: Execution<Case, CaseEvent, A>) =>
      new Promise<Executed<Case, A>>((resolve) => resolve(carriedOut(execution))),
  };

  function carriedOut<A>({ id, find, commandId, at, actor, decide }: Execution<Case, CaseEvent, A>): Executed<Case, A> {
    const loaded = id === undefined ? byNumber((find as Record<string, string>)['state.number']!) : loadedOf(id);
    if (!loaded) throw notFound('cases_not_found', 'There is no such case.');
    const known = loaded.commands.find((one) => one.id === commandId);
    const { state, version } = loaded;
    if (known) return { answer: known.answer as A, state, version, repeated: true };
    const { events, answer } = decide(loaded);
    if (commandId === undefined) throw conflict('no_command_id', 'Every command of a walk has an id.');
    const after = events.reduce<Case | undefined>(evolve, state);
    const versionAfter = version + Math.max(1, events.length);
    const given = answer?.(after, versionAfter) as A;
    save({ loaded, events, at: at!, actor, command: { id: commandId, answer: given } });
    return { answer: given, state: after, version: versionAfter, repeated: false };
  }
}

/** So that what changes a state in place is found out. */
function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (!(value instanceof Date || value instanceof Uint8Array)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFrozen(inner);
  }
  return value;
}
