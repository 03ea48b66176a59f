import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What every adapter counts. Several buses may share a registry. */
export interface MessagingMetrics {
  published: Counter<'topic'>;
  handled: Counter<'group' | 'topic'>;
  failed: Counter<'group' | 'topic' | 'class'>;
  deadLettered: Counter<'group' | 'topic'>;
  movedOn: Counter<string>;
  lag: Gauge<'group' | 'topic' | 'partition'>;
  handlerSeconds: Histogram<'group' | 'topic'>;
}

const known = new WeakMap<Registry, MessagingMetrics>();

export function messagingMetrics(registry: Registry): MessagingMetrics {
  const existing = known.get(registry);
  if (existing) return existing;
  const registers = [registry];
  const byTopic = ['group', 'topic'] as const;
  const metrics: MessagingMetrics = {
    published: new Counter({
      name: 'parkline_events_published_total',
      help: 'Events written to the log.',
      labelNames: ['topic'],
      registers,
    }),
    handled: new Counter({
      name: 'parkline_events_handled_total',
      help: 'Events that a consumer group has handled.',
      labelNames: byTopic,
      registers,
    }),
    failed: new Counter({
      name: 'parkline_events_failed_total',
      help: 'Handler calls that threw, by what that means: transient, permanent or unknown.',
      labelNames: [...byTopic, 'class'],
      registers,
    }),
    deadLettered: new Counter({
      name: 'parkline_events_dead_lettered_total',
      help: 'Events given up and put to the dead letters.',
      labelNames: byTopic,
      registers,
    }),
    movedOn: new Counter({
      name: 'parkline_commands_moved_on_total',
      help: 'Commands of a consumer that their owner refused because the matter had moved on.',
      registers,
    }),
    lag: new Gauge({
      name: 'parkline_events_lag',
      help: 'Events in the log that the group has not handled yet, as last seen by this process.',
      labelNames: [...byTopic, 'partition'],
      registers,
    }),
    handlerSeconds: new Histogram({
      name: 'parkline_events_handler_seconds',
      help: 'Time of one handler call with a batch.',
      labelNames: byTopic,
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
  };
  known.set(registry, metrics);
  return metrics;
}
