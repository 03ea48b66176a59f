import { Registry } from 'prom-client';
import { createRepository, type AggregateType, type OutgoingEvent, type Repository, type Store } from '../../src';
import type { RelayOptions } from '../../src';
import { logger } from './logger';

/** The aggregate of these tests: it adds numbers up. */
export interface Tally {
  sum: number;
  label?: string;
  remindAt?: Date;
}

export interface Added {
  add: number;
  remindAt?: Date | null;
}

export const tallies: AggregateType<Tally, Added> = {
  name: 'tallies',
  topic: 'test.tally.v1',
  source: 'tally',
  journal: true,
  evolve(state, { add, remindAt }) {
    const next: Tally = { ...state, sum: (state?.sum ?? 0) + add };
    if (remindAt === null) delete next.remindAt;
    else if (remindAt) next.remindAt = remindAt;
    return next;
  },
  encode: (event, after) => ({
    type: 'Added',
    payload: Buffer.from(JSON.stringify({ add: event.add, sum: after.sum })),
    entry: { add: event.add },
  }),
  dueAt: (state) => state.remindAt,
  indexes: [{ keys: { 'state.label': 1 }, unique: true, sparse: true }],
};

export interface Bus {
  sent: OutgoingEvent[];
  /** Sizes in bytes of the payloads of each send. */
  sends: OutgoingEvent[][];
  publish: (topic: string, events: OutgoingEvent[]) => Promise<void>;
}

export function recordingBus(): Bus {
  const bus: Bus = {
    sent: [],
    sends: [],
    publish(_topic, events) {
      bus.sent.push(...events);
      bus.sends.push(events);
      return Promise.resolve();
    },
  };
  return bus;
}

export function tallyRepository(
  store: Store,
  publish: Bus['publish'],
  {
    name = tallies.name,
    relay,
    registry,
    ...type
  }: { relay?: RelayOptions; registry?: Registry } & Partial<AggregateType<Tally, Added>> = {},
): Repository<Tally, Added> {
  return createRepository(
    store,
    { ...tallies, ...type, name },
    { publish, logger, metrics: registry ?? new Registry(), relay: { sweepMs: 50, sweepAgeMs: 100, ...relay } },
  );
}

/** The seqs of an aggregate in the order in which a consumer that drops what is not newer would take them. */
export function firstAppearances(events: readonly OutgoingEvent[], id: string): number[] {
  const taken: number[] = [];
  for (const { subject, seq } of events) if (subject === id && seq > (taken.at(-1) ?? 0)) taken.push(seq);
  return taken;
}
