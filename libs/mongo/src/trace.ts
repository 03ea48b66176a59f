import { isSpanContextValid, trace } from '@opentelemetry/api';

/** The W3C traceparent of the active span, so that the trace goes on where the event is handled. */
export function activeTraceparent(): string | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  if (!context || !isSpanContextValid(context)) return undefined;
  return `00-${context.traceId}-${context.spanId}-${context.traceFlags.toString(16).padStart(2, '0')}`;
}
