import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface AggregateMetrics {
  published: Counter.Internal;
  conflicts: Counter.Internal;
  dueFailures: Counter.Internal;
  outboxAge: Gauge.Internal<'aggregate'>;
}

/** The metrics of one kind of aggregate; repositories of one process share the registry. */
export function aggregateMetrics(registry: Registry, aggregate: string): AggregateMetrics {
  const counter = (name: string, help: string) =>
    shared(
      registry,
      name,
      () => new Counter({ name, help, labelNames: ['aggregate'] as const, registers: [registry] }),
    ).labels(aggregate);
  const ageName = 'parkline_outbox_oldest_seconds';
  return {
    published: counter('parkline_outbox_published_total', 'Events published by the relay'),
    conflicts: counter('parkline_save_conflicts_total', 'Saves that found a newer version'),
    dueFailures: counter('parkline_due_failures_total', 'Aggregates whose due work threw'),
    outboxAge: shared(
      registry,
      ageName,
      () =>
        new Gauge({
          name: ageName,
          help: 'Age of the oldest saved event not yet published; 0 while all is younger than the sweep age',
          labelNames: ['aggregate'] as const,
          registers: [registry],
        }),
    ).labels(aggregate),
  };
}

/** What a command is to the store: one write, a batch of them, a look-up of timers and caches, or anything else. */
export type CommandKind = 'single_write' | 'bulk_write' | 'background' | 'other';

/** Counts the commands sent to a store. */
export function commandCounter(registry: Registry): (command: string, kind: CommandKind) => void {
  const name = 'parkline_store_commands_total';
  const counter = shared(
    registry,
    name,
    () =>
      new Counter({
        name,
        help: 'Commands sent to the store, by what they are to it',
        labelNames: ['command', 'kind'] as const,
        registers: [registry],
      }),
  );
  return (command, kind) => counter.inc({ command, kind });
}

/** How late a ticker's rounds begin. */
export function tickerLateness(registry: Registry, ticker: string): Histogram.Internal<'ticker'> {
  const name = 'parkline_ticker_lateness_seconds';
  return shared(
    registry,
    name,
    () =>
      new Histogram({
        name,
        help: 'How much later than planned a round of a timer began',
        labelNames: ['ticker'] as const,
        buckets: [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60],
        registers: [registry],
      }),
  ).labels(ticker);
}

function shared<M>(registry: Registry, name: string, create: () => M): M {
  return (registry.getSingleMetric(name) as M | undefined) ?? create();
}
