import { Counter, Histogram, type Registry } from 'prom-client';

/** Rate, errors and duration of calls, by method and status. */
export interface CallMetrics {
  observe(labels: { service: string; method: string; status: string }, seconds: number): void;
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** RED metrics of one side of the calls: `parkline_grpc_server_…` or `parkline_grpc_client_…`. */
export function callMetrics(registry: Registry, side: 'server' | 'client'): CallMetrics {
  const labelNames = ['service', 'method', 'status'] as const;
  const countName = `parkline_grpc_${side}_calls_total`;
  const timeName = `parkline_grpc_${side}_call_seconds`;
  const count =
    (registry.getSingleMetric(countName) as Counter<(typeof labelNames)[number]> | undefined) ??
    new Counter({ name: countName, help: `gRPC calls, ${side} side`, labelNames, registers: [registry] });
  const time =
    (registry.getSingleMetric(timeName) as Histogram<'service' | 'method'> | undefined) ??
    new Histogram({
      name: timeName,
      help: `Seconds that gRPC calls took, ${side} side`,
      labelNames: ['service', 'method'],
      buckets,
      registers: [registry],
    });
  return {
    observe(labels, seconds) {
      count.inc(labels);
      time.observe({ service: labels.service, method: labels.method }, seconds);
    },
  };
}
