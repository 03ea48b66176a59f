import { context, propagation, SpanKind, SpanStatusCode, trace, type Context } from '@opentelemetry/api';
import type { OutgoingEvent, ReceivedEvent } from './event';

/** Without an SDK every call here is a no-op of some nanoseconds. */
const tracer = trace.getTracer('@parkline/messaging');

const contextOf = (event: OutgoingEvent): Context =>
  event.traceparent ? propagation.extract(context.active(), { traceparent: event.traceparent }) : context.active();

/** The trace context of the present act, for events that do not carry one yet. */
export function currentTraceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** Runs the handler in a span: the child of a single event's trace, linked to the traces of a batch. */
export async function traced<T>(group: string, batch: ReceivedEvent[], run: () => Promise<T>): Promise<T> {
  const [first] = batch;
  if (!first) return run();
  const single = batch.length === 1;
  const links = single
    ? []
    : batch.flatMap((event) => {
        const span = event.traceparent ? trace.getSpanContext(contextOf(event)) : undefined;
        return span ? [{ context: span }] : [];
      });
  const attributes = {
    'messaging.operation.type': 'process',
    'messaging.destination.name': first.topic,
    'messaging.consumer.group.name': group,
    'messaging.batch.message_count': batch.length,
  };
  const options = { kind: SpanKind.CONSUMER, links, attributes };
  return tracer.startActiveSpan(`process ${first.topic}`, options, contextOf(first), async (span) => {
    try {
      return await run();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}
