import type { CaseSnapshot } from '../src/domain/case-snapshot';
import type { Clock, Interval } from '../src/domain/clock';
import { evolve, type ClockEvent, type ClockSet } from '../src/domain/clock-set';
import { fireDue, followAsked } from '../src/domain/fire-steps';
import { followCase } from '../src/domain/follow-case';
import { defaultPolicy, type Priority } from '../src/domain/policy';
import { createRules, type RuleBook, type Rules } from '../src/domain/rules';
import { aroundTheClock, type WorkingTime } from '../src/domain/working-time';

/** All stories begin with a complaint received at this moment. */
export const RECEIVED_AT = new Date('2026-03-02T01:00:00Z');

/** The default policy on a calendar. */
export function rulesOn(time: WorkingTime, timeScale = 1): Rules {
  return createRules({ calendarId: '', calendarVersion: 0, time }, defaultPolicy('g1'), timeScale);
}

export const rules: Rules = rulesOn(aroundTheClock);
/** One set of rules for every clock. */
export const book: RuleBook = { inForce: () => rules, kept: () => rules };

/** `90m`, `2h` or `3d` after receipt. */
export function time(text: string): Date {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([mhd])$/.exec(text) ?? [];
  if (!amount || !unit) throw new Error(`${text} is not a time of a story`);
  return new Date(RECEIVED_AT.getTime() + Number(amount) * { m: 60_000, h: 3_600_000, d: 86_400_000 }[unit as 'm']);
}

export function timeText(at: Date): string {
  const minutes = (at.getTime() - RECEIVED_AT.getTime()) / 60_000;
  return minutes % 60 === 0 && minutes !== 0 ? `${minutes / 60}h` : `${minutes}m`;
}

/** A case as casework would tell of it, right after it was registered. */
export function registered(changes: Partial<CaseSnapshot> = {}): CaseSnapshot {
  return {
    caseId: '01CASE',
    number: 'SH01-20260302-00001',
    groupId: 'g1',
    parkCode: 'SH01',
    state: 'registered',
    cycle: 1,
    kind: 'complaint',
    unitId: '',
    handlerId: '',
    dispatches: 0,
    hasContact: true,
    receivedAt: RECEIVED_AT,
    stateSince: RECEIVED_AT,
    cycleStartedAt: RECEIVED_AT,
    category: 'facility.lift',
    pauses: [],
    suspensions: [],
    extensionsGranted: 0,
    occurredAt: RECEIVED_AT,
    ...changes,
  };
}

function enter(
  c: CaseSnapshot,
  state: CaseSnapshot['state'],
  at: Date,
  more: Partial<CaseSnapshot> = {},
): CaseSnapshot {
  const inState = (times: readonly Interval[], isIn: boolean): Interval[] => [
    ...times.map((time) => (time.to ? time : { ...time, to: at })),
    ...(isIn ? [{ from: at }] : []),
  ];
  const pauses = inState(more.pauses ?? c.pauses, state === 'waiting_complainant');
  const suspensions = inState(more.suspensions ?? c.suspensions, state === 'suspended');
  return { ...c, ...more, state, stateSince: at, pauses, suspensions, occurredAt: at };
}

function dispatched(c: CaseSnapshot, at: Date, more: Partial<CaseSnapshot> = {}): CaseSnapshot {
  const sign = { dispatchedAt: at, signedAt: undefined, dispatches: c.dispatches + 1 };
  return enter(c, 'dispatched', at, { unitId: 'engineering', handlerId: 'li', ...sign, ...more });
}

/**
 * What each word of a story does to the case; mirrors casework, whose own tests hold it to domain.md. `timeOf` reads
 * another moment in an argument.
 */
export const acts: Record<string, (c: CaseSnapshot, at: Date, args: string[], timeOf: TimeOf) => CaseSnapshot> = {
  dispatch: (c, at, [priority, category]) =>
    dispatched(c, at, { priority: (priority ?? c.priority) as Priority, category: category ?? c.category }),
  redispatch: (c, at, [unitId]) => dispatched(c, at, { handlerId: 'wang', ...(unitId ? { unitId } : {}) }),
  'add-person': (c, at) => ({ ...c, handlerId: 'zhao', occurredAt: at }),
  sign: (c, at) => enter(c, 'signed', at, { signedAt: at }),
  contact: (c, at) => enter(c, 'in_progress', at, { firstContactAt: c.firstContactAt ?? at }),
  start: (c, at) => enter(c, 'in_progress', at),
  kind: (c, at, [kind]) => ({ ...c, kind: kind ?? '', occurredAt: at }),
  note: (c, at) => ({ ...c, occurredAt: at }),
  wait: (c, at) => enter(c, 'waiting_complainant', at),
  resume: (c, at) => enter(c, 'in_progress', at),
  return: (c, at) => enter(c, 'return_requested', at),
  refuse: (c, at, [state]) =>
    state === 'dispatched'
      ? dispatched(c, at, { unitId: c.unitId })
      : enter(c, (state ?? 'in_progress') as CaseSnapshot['state'], at),
  suspend: (c, at) => enter(c, 'suspended', at),
  relieve: (c, at) => ({ ...c, reliefAt: c.reliefAt ?? at, occurredAt: at }),
  extend: (c, at, [until], timeOf) => ({
    ...c,
    extensionsGranted: c.extensionsGranted + 1,
    extendedUntil: timeOf(until ?? ''),
    occurredAt: at,
  }),
  'add-linked': (c, at, [priority, received], timeOf) => ({
    ...c,
    linkedAdded: { priority: priority as Priority, receivedAt: timeOf(received ?? '') },
    occurredAt: at,
  }),
  regrade: (c, at, [priority]) => ({ ...c, priority: priority as Priority, occurredAt: at }),
  recategorise: (c, at, [category]) => ({ ...c, category: category ?? '', occurredAt: at }),
  resolve: (c, at) => enter(c, 'resolved', at, { resolvedAt: at }),
  revisit: (c, at) => enter(c, 'revisiting', at),
  close: (c, at) => enter(c, 'closed', at, { closedAt: at, outcome: 'resolved' }),
  decline: (c, at) => enter(c, 'closed', at, { closedAt: at, outcome: 'declined' }),
  withdraw: (c, at) => enter(c, 'closed', at, { closedAt: at, outcome: 'withdrawn' }),
  link: (c, at) => enter(c, 'linked', at),
  unlink: (c, at) => enter(c, 'registered', at),
  reopen: (c, at) =>
    dispatched(c, at, {
      unitId: c.unitId,
      cycle: c.cycle + 1,
      cycleStartedAt: at,
      resolvedAt: undefined,
      closedAt: undefined,
      reliefAt: undefined,
      pauses: [],
      suspensions: [],
      extensionsGranted: 0,
      extendedUntil: undefined,
    }),
};

export type TimeOf = (text: string) => Date;

export interface Told {
  set: ClockSet | undefined;
  events: ClockEvent[];
  snapshots: CaseSnapshot[];
}

/** A story under way: a case, and the clocks that follow it. */
export function begin(first: Partial<CaseSnapshot>, bookOf: () => RuleBook) {
  let snap = registered(first);
  const told: Told = { set: undefined, events: [], snapshots: [] };
  const fold = (events: readonly ClockEvent[]): void => {
    told.events.push(...events);
    for (const event of events) told.set = evolve(told.set, event);
  };
  return {
    told,
    fold,
    /** One event of casework, handled at once; `tick` is the timer and `asked` what feedback tells. */
    act(word: string, at: Date, args: string[], timeOf: TimeOf): void {
      if (word === 'tick') {
        if (told.set) fold(fireDue(told.set, at, bookOf()).events);
      } else if (word === 'asked') {
        const decision = followAsked(told.set, { cycle: snap.cycle, at }, snap, bookOf());
        if (decision) told.set = decision.before;
        fold(decision?.events ?? []);
      } else if (word === 'miss') {
        // It happened to the case, but its event was not handled.
        const [missed = '', ...rest] = args;
        snap = acts[missed]!(snap, at, rest, timeOf);
      } else {
        const apply = acts[word];
        if (!apply) throw new Error(`${word} is no word of a story`);
        const { linkedAdded: _told, ...before } = snap;
        snap = apply(before, at, args, timeOf);
        told.snapshots.push(snap);
        const { events, after } = followCase(told.set, snap, bookOf());
        told.events.push(...events);
        // The store folds the events onto the set that is saved with them.
        told.set = events.reduce<ClockSet>(evolve, after);
      }
    },
  };
}

/** Tells a story like `dispatch p3 0m, sign 5m, tick 1h` by the default policy; around the clock unless told. */
export function tell(text: string, first: Partial<CaseSnapshot> = {}, by: RuleBook = book): Told {
  const story = begin(first, () => by);
  for (const [word = '', ...rest] of text.split(',').map((part) => part.trim().split(/\s+/))) {
    story.act(word, time(rest.at(-1) ?? ''), rest.slice(0, -1), time);
  }
  return story.told;
}

/** A clock in one line: `running due 24h #1`, `stopped 3h late due 2h #1 breached`. */
export function clockText(clock: Clock | undefined): string {
  if (!clock) return 'none';
  const end = clock.stoppedAt ? ` ${timeText(clock.stoppedAt)}` : '';
  const late = clock.status === 'stopped' && clock.dueAt && clock.stoppedAt! > clock.dueAt ? ' late' : '';
  const due = clock.dueAt ? ` due ${timeText(clock.dueAt)}` : '';
  return `${clock.status}${end}${late}${due} #${clock.deadlineNumber}${clock.breached ? ' breached' : ''}`;
}

/** The steps of a clock in one line: `fired 50@5m, missed 75@8m`; with the deadline number where it isn't the first. */
export function stepsText(clock: Clock | undefined): string {
  return (clock?.steps ?? [])
    .map(({ step, deadlineNumber, fired, at }) => {
      const number = deadlineNumber === 1 ? '' : `#${deadlineNumber}`;
      return `${fired ? 'fired' : 'missed'} ${step}${number}@${timeText(at)}`;
    })
    .join(', ');
}

/** The latest cycle's clock of this name. */
export function latest(told: Told, name: Clock['name']): Clock | undefined {
  return told.set?.clocks.filter((clock) => clock.name === name).sort((a, b) => b.cycle - a.cycle)[0];
}
