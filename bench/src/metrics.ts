import type { Ground } from './ground';

/** Commands to the store by kind, summed over all services; by service in `of`. */
export interface StoreCommands {
  total: Map<string, number>;
  of: Map<string, Map<string, number>>;
}

/** Reads the services' own count of store commands. */
export async function storeCommands({ cluster }: Pick<Ground, 'cluster'>): Promise<StoreCommands> {
  const total = new Map<string, number>();
  const of = new Map<string, Map<string, number>>();
  for (const { service, adminPort, alive } of cluster.replicas) {
    if (!alive) continue;
    const text = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
    const own = of.get(service) ?? new Map<string, number>();
    of.set(service, own);
    for (const [, kind = '', value] of text.matchAll(/^parkline_store_commands_total\{.*?kind="(\w+)".*?\} (\S+)$/gm)) {
      own.set(kind, (own.get(kind) ?? 0) + Number(value));
      total.set(kind, (total.get(kind) ?? 0) + Number(value));
    }
  }
  return { total, of };
}

/** What was added between two counts, for each of `count` things. */
export function perUnit(before: StoreCommands, after: StoreCommands, count: number): StoreCommands {
  const less = (from: Map<string, number>, to: Map<string, number>): Map<string, number> =>
    new Map([...to].map(([kind, value]) => [kind, (value - (from.get(kind) ?? 0)) / count]));
  const of = [...after.of].map(
    ([service, kinds]) => [service, less(before.of.get(service) ?? new Map<string, number>(), kinds)] as const,
  );
  return { total: less(before.total, after.total), of: new Map(of) };
}
