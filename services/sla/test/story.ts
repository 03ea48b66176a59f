import type { CaseSnapshot } from '../src/domain/case-snapshot';
import type { Clock, Interval } from '../src/domain/clock';
import { clockSetOf, evolve, type ClockEvent, type ClockSet } from '../src/domain/clock-set';
import { fireDue, followAsked } from '../src/domain/fire-steps';
import { followCase } from '../src/domain/follow-case';
import { createRules, type Priority, type Rules } from '../src/domain/policy';
import { aroundTheClock } from '../src/domain/working-time';

/** All stories begin with a complaint received at this moment. */
export const RECEIVED_AT = new Date('2026-03-02T01:00:00Z');
export const rules: Rules = createRules(aroundTheClock);

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
    pauses: [],
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
  const pauses: Interval[] = (more.pauses ?? c.pauses).map((pause) => (pause.to ? pause : { ...pause, to: at }));
  if (state === 'waiting_complainant') pauses.push({ from: at });
  return { ...c, ...more, state, stateSince: at, pauses, occurredAt: at };
}

function dispatched(c: CaseSnapshot, at: Date, more: Partial<CaseSnapshot> = {}): CaseSnapshot {
  const sign = { dispatchedAt: at, signedAt: undefined, dispatches: c.dispatches + 1 };
  return enter(c, 'dispatched', at, { unitId: 'engineering', handlerId: 'li', ...sign, ...more });
}

/** What each word of a story does to the case; mirrors casework, whose own tests hold it to domain.md. */
const acts: Record<string, (c: CaseSnapshot, at: Date, arg: string) => CaseSnapshot> = {
  dispatch: (c, at, arg) => dispatched(c, at, { priority: (arg || c.priority) as Priority }),
  redispatch: (c, at) => dispatched(c, at, { handlerId: 'wang' }),
  'add-person': (c, at) => ({ ...c, handlerId: 'zhao', occurredAt: at }),
  sign: (c, at) => enter(c, 'signed', at, { signedAt: at }),
  contact: (c, at) => enter(c, 'in_progress', at, { firstContactAt: c.firstContactAt ?? at }),
  start: (c, at) => enter(c, 'in_progress', at),
  note: (c, at) => ({ ...c, occurredAt: at }),
  wait: (c, at) => enter(c, 'waiting_complainant', at),
  resume: (c, at) => enter(c, 'in_progress', at),
  return: (c, at) => enter(c, 'return_requested', at),
  regrade: (c, at, arg) => ({ ...c, priority: arg as Priority, occurredAt: at }),
  resolve: (c, at) => enter(c, 'resolved', at, { resolvedAt: at }),
  revisit: (c, at) => enter(c, 'revisiting', at),
  close: (c, at) => enter(c, 'closed', at, { closedAt: at, outcome: 'resolved' }),
  decline: (c, at) => enter(c, 'closed', at, { closedAt: at, outcome: 'declined' }),
  withdraw: (c, at) => enter(c, 'closed', at, { closedAt: at, outcome: 'withdrawn' }),
  link: (c, at) => enter(c, 'linked', at),
  unlink: (c, at) => enter(c, 'registered', at),
  reopen: (c, at) =>
    dispatched(c, at, {
      cycle: c.cycle + 1,
      cycleStartedAt: at,
      resolvedAt: undefined,
      closedAt: undefined,
      pauses: [],
    }),
};

export interface Told {
  set: ClockSet | undefined;
  events: ClockEvent[];
  snapshots: CaseSnapshot[];
}

/**
 * Tells a story like `dispatch p3 0m, sign 5m, tick 1h`: every word is an event of casework handled at once, but
 * `tick` (the timer runs) and `asked` (feedback tells that the complainant was asked).
 */
export function tell(text: string, first: Partial<CaseSnapshot> = {}): Told {
  let snap = registered(first);
  const told: Told = { set: undefined, events: [], snapshots: [] };
  const fold = (events: ClockEvent[]): void => {
    told.events.push(...events);
    for (const event of events) told.set = evolve(told.set, event);
  };
  for (const act of text.split(',').map((part) => part.trim().split(/\s+/))) {
    const [word = '', ...rest] = act;
    const at = time(rest.at(-1) ?? '');
    if (word === 'tick') {
      if (told.set) fold(fireDue(told.set, at, rules).events);
    } else if (word === 'asked') {
      const decision = followAsked(told.set, { cycle: snap.cycle, at }, snap, rules);
      if (decision) told.set = decision.before;
      fold(decision?.events ?? []);
    } else {
      const apply = acts[word];
      if (!apply) throw new Error(`${word} is no word of a story`);
      snap = apply(snap, at, rest.length > 1 ? (rest[0] ?? '') : '');
      told.snapshots.push(snap);
      const { events, after } = followCase(told.set, snap, rules);
      fold(events);
      told.set = clockSetOf(after, told.set?.clocks ?? [], told.set?.asked ?? []);
    }
  }
  return told;
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
