/**
 * Preload for a service process: `node -r @parkline/service-kit/dist/tracing.js dist/main.js`.
 * Does nothing unless OTEL_EXPORTER_OTLP_ENDPOINT is set. It must run before express, grpc, kafkajs and mongoose load.
 */
if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- costs memory and start time, so only when asked for
  (require('./tracing-sdk') as typeof import('./tracing-sdk')).startTracing();
}
