import type { Ground } from './ground';

/** A count by kind, summed over all services; by service in `of`. */
export interface Counted {
  total: Map<string, number>;
  of: Map<string, Map<string, number>>;
}

/** Commands to the store by kind. */
export type StoreCommands = Counted;

/** What consumers have done: `events`, and the handler `calls` that took them. */
export type EventsHandled = Counted;

type Cluster = Pick<Ground, 'cluster'>;

/** Reads the services' own count of store commands. */
export function storeCommands(ground: Cluster): Promise<StoreCommands> {
  return count(ground, (text) =>
    [...text.matchAll(/^parkline_store_commands_total\{.*?kind="(\w+)".*?\} (\S+)$/gm)].map(
      ([, kind = '', value]) => [kind, Number(value)] as const,
    ),
  );
}

/** Reads the services' own count of events handled. */
export function eventsHandled(ground: Cluster): Promise<EventsHandled> {
  return count(ground, (text) => [
    ...[...text.matchAll(/^parkline_events_handled_total\{.*\} (\S+)$/gm)].map(
      ([, value]) => ['events', Number(value)] as const,
    ),
    ...[...text.matchAll(/^parkline_events_handler_seconds_count\{.*\} (\S+)$/gm)].map(
      ([, value]) => ['calls', Number(value)] as const,
    ),
  ]);
}

/** How often each timer has looked for work. */
export function timerRounds(ground: Cluster): Promise<Counted> {
  return count(ground, (text) =>
    [...text.matchAll(/^parkline_ticker_lateness_seconds_count\{.*?ticker="([\w-]+)".*?\} (\S+)$/gm)].map(
      ([, ticker = '', value]) => [ticker, Number(value)] as const,
    ),
  );
}

async function count(
  { cluster }: Cluster,
  read: (metrics: string) => (readonly [kind: string, value: number])[],
): Promise<Counted> {
  const total = new Map<string, number>();
  const of = new Map<string, Map<string, number>>();
  for (const { service, adminPort, alive } of cluster.replicas) {
    if (!alive) continue;
    const text = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
    const own = of.get(service) ?? new Map<string, number>();
    of.set(service, own);
    for (const [kind, value] of read(text)) {
      own.set(kind, (own.get(kind) ?? 0) + value);
      total.set(kind, (total.get(kind) ?? 0) + value);
    }
  }
  return { total, of };
}

/** What was added between two counts, for each of `units` things. */
export function perUnit(before: Counted, after: Counted, units: number): Counted {
  const less = (from: Map<string, number>, to: Map<string, number>): Map<string, number> =>
    new Map([...to].map(([kind, value]) => [kind, (value - (from.get(kind) ?? 0)) / units]));
  const of = [...after.of].map(
    ([service, kinds]) => [service, less(before.of.get(service) ?? new Map<string, number>(), kinds)] as const,
  );
  return { total: less(before.total, after.total), of: new Map(of) };
}
