import { conflict, isParklineError, unavailable } from '@parkline/errors';
import type { mongo } from 'mongoose';
import type { AggregateDocument, AggregateType, Loaded, Remembered } from './aggregate';
import { applyDecision, openDraft, savedOf, type Draft } from './draft';
import { onlyField } from './gathered';
import { inRounds } from './in-rounds';

export interface Execution<S, E, A> {
  /** Aggregate id; one that doesn't exist is decided on with version 0. */
  id?: string;
  /** Or a filter on an indexed unique path such as `{ 'state.number': … }`; none found throws `NotFound`. */
  find?: mongo.Filter<AggregateDocument<S>>;
  /** Repeating a command with the same id gives the same answer and changes nothing. Without it nothing is remembered. */
  commandId?: string;
  /** The version that the caller saw; with any other version the command is refused with `stale_version`. */
  expectedVersion?: number;
  at?: Date;
  actor?: unknown;
  /** Pure; called again if somebody else was faster. What it throws is thrown. */
  decide: (loaded: Loaded<S>) => {
    events: E[];
    replaceState?: S;
    answer?: (after: S | undefined, version: number) => A;
  };
}

export interface Executed<S, A> {
  answer: A;
  state: S | undefined;
  version: number;
  /** The command was carried out before: the answer is the one given then. */
  repeated: boolean;
}

/** A command that waits for its turn. */
interface Waiting<S, E> extends Execution<S, E, unknown> {
  at: Date;
  traceparent?: string;
}

interface Persistence<S, E> {
  load: (execution: Pick<Waiting<S, E>, 'id' | 'find'>) => Promise<Loaded<S>>;
  /**
   * Saves a draft; undefined where somebody else was faster.
   * @param repeatable undefined may also mean that one cannot tell: it is decided again then
   */
  save: (draft: Draft<S>, repeatable: boolean) => Promise<Loaded<S> | undefined>;
  onConflict: () => void;
}

type Outcome<S> = Executed<S, unknown> | Promise<never>;

const MAX_TRIES = 60;

/**
 * Carries out the commands on each aggregate in turn: those that come while earlier ones are being saved are decided one
 * after the other in memory, each on what the one before it left, and saved in one write. Nobody is answered before that.
 */
export function commandsInTurn<S, E>(
  type: AggregateType<S, E>,
  { load, save, onConflict }: Persistence<S, E>,
): (command: Waiting<S, E>) => Promise<Executed<S, unknown>> {
  const lines = new Map<string, { join: (command: Waiting<S, E>) => Promise<Executed<S, unknown>>; length: number }>();

  const carryOut = async (commands: readonly Waiting<S, E>[]): Promise<Outcome<S>[]> => {
    for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
      const { draft, outcomes } = decideInTurn(type, await load(commands[0] as Waiting<S, E>), commands);
      const taken = commands.slice(0, outcomes.length);
      const saved = !draft || (await save(draft, taken.every(isRemembered)));
      if (saved) return outcomes;
      onConflict();
      await jitter(attempt);
    }
    throw unavailable('too_contended', `Too many changes of one ${type.name} at once; try again.`);
  };

  const round = async (commands: readonly Waiting<S, E>[]): Promise<Outcome<S>[]> => {
    const outcomes: Outcome<S>[] = [];
    while (outcomes.length < commands.length) {
      const rest = commands.slice(outcomes.length);
      try {
        outcomes.push(...(await carryOut(rest)));
      } catch (error) {
        if (rest.length === 1 || !isParklineError(error, 'Conflict')) {
          // Those before them are saved, and their callers hear of that.
          outcomes.push(...rest.map(() => failed(error)));
          continue;
        }
        // One of them breaks a unique index: its own caller is to hear of that, and nobody else.
        for (const command of rest)
          outcomes.push(...(await carryOut([command]).catch((own: unknown) => [failed(own)])));
      }
    }
    return outcomes;
  };

  return async (command) => {
    const name = lineOf(command);
    if (name === undefined) return (await carryOut([command]))[0] as Outcome<S>;
    const line = lines.get(name) ?? { join: inRounds(round), length: 0 };
    lines.set(name, line);
    line.length += 1;
    try {
      return await line.join(command);
    } finally {
      line.length -= 1;
      if (line.length === 0) lines.delete(name);
    }
  };
}

/** Whose turn it is to wait for: the same for commands on the same aggregate that name it in the same way. */
function lineOf<S, E>({ id, find }: Pick<Waiting<S, E>, 'id' | 'find'>): string | undefined {
  if (id !== undefined) return `_id=${id}`;
  return find && onlyField(find)?.join('=');
}

interface Decided<S> {
  /** Undefined where there is nothing to save. */
  draft?: Draft<S>;
  /** One for each of the first commands: those after them don't fit into the same write. */
  outcomes: Outcome<S>[];
}

function decideInTurn<S, E>(
  type: AggregateType<S, E>,
  loaded: Loaded<S>,
  commands: readonly Waiting<S, E>[],
): Decided<S> {
  const untouched = openDraft(loaded);
  let draft = untouched;
  const outcomes: Outcome<S>[] = [];
  for (const command of commands) {
    try {
      const turn = takeTurn(type, draft, command);
      // A save without events raises the version by one too: only alone can such a command be told its version.
      const eventless = turn.draft !== draft && turn.draft.fresh.length === draft.fresh.length;
      if (eventless && draft !== untouched) break;
      draft = turn.draft;
      outcomes.push(turn.executed);
      if (eventless) break;
    } catch (error) {
      outcomes.push(failed(error));
    }
  }
  return { draft: draft === untouched ? undefined : draft, outcomes };
}

/** The draft with one more command in it; the same draft where that changes nothing. */
function takeTurn<S, E>(
  type: AggregateType<S, E>,
  draft: Draft<S>,
  { commandId, expectedVersion, decide, at, actor, traceparent }: Waiting<S, E>,
): { draft: Draft<S>; executed: Executed<S, unknown> } {
  const now = draft.fresh.length === 0 ? draft.loaded : savedOf(draft);
  const known = commandId === undefined ? undefined : now.commands.find(({ id }) => id === commandId);
  if (known) return { draft, executed: repeated(known, now) };
  if (expectedVersion !== undefined && expectedVersion !== now.version)
    throw staleVersion(type.name, now.id, now.version);
  const { events, replaceState, answer } = decide(now);
  if (commandId === undefined && events.length === 0 && replaceState === undefined) {
    const { state, version } = now;
    return { draft, executed: { answer: answer?.(state, version), state, version, repeated: false } };
  }
  const next = { ...draft, fresh: [...draft.fresh], commands: [...draft.commands] };
  applyDecision(type, next, { events, replaceState, at, actor, traceparent });
  const { state, version } = savedOf(next);
  const given = answer?.(state, version);
  if (commandId !== undefined) next.commands.push({ id: commandId, answer: given, at });
  return { draft: next, executed: { answer: given, state, version, repeated: false } };
}

function isRemembered({ commandId }: { commandId?: string }): boolean {
  return commandId !== undefined;
}

function repeated<S>(known: Remembered, loaded: Loaded<S>): Executed<S, unknown> {
  return { answer: known.answer, state: loaded.state, version: loaded.version, repeated: true };
}

/** A refusal that only its own caller hears. */
function failed(error: unknown): Promise<never> {
  const refusal: Promise<never> = Promise.reject(error instanceof Error ? error : new Error(String(error)));
  // Whoever waits hears of it; until then it is not to count as unheard.
  refusal.catch(() => undefined);
  return refusal;
}

/** @param version the present one, where it is known */
export function staleVersion(name: string, id: string, version?: number) {
  return conflict('stale_version', `This ${name} has been changed by someone else meanwhile.`, {
    details: { id, ...(version === undefined ? {} : { version: String(version) }) },
  });
}

/** Lets the winners of a race go first. */
function jitter(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(4 * attempt, 40)));
}
