import type { Response } from 'express';
import { unavailable } from '@parkline/errors';
import { mayHear, type Listener } from '../../domain/audience';
import { createEventRing, type KeptEvent, type LiveEvent } from '../../domain/event-ring';

export interface HubOptions {
  /** Tells this process from all others. */
  instance: string;
  keptEvents: number;
  heartbeatMs: number;
  streams: number;
}

/** The open event streams of this process. */
export interface Hub {
  publish(event: LiveEvent): void;
  /**
   * Answers with an event stream until the token expires, the client goes, or it reads too slowly.
   * @param lastEventId resumes after that event; where that is impossible the stream begins with `reset`
   */
  open(response: Response, listener: Listener & { expiresAt: Date }, lastEventId: string): void;
  /** Ends all streams; later ones are refused. */
  close(): void;
  readonly size: number;
}

/** A client that is this far behind is cut off; it comes back and resumes. */
const slowBytes = 1 << 20;
const longestTimerMs = 2 ** 31 - 1;

interface Stream {
  listener: Listener;
  response: Response;
}

export function createHub(options: HubOptions): Hub {
  const ring = createEventRing(options.instance, options.keptEvents);
  const streams = new Set<Stream>();
  let closed = false;

  const write = (stream: Stream, text: string): void => {
    if (stream.response.writableLength > slowBytes) stream.response.destroy();
    else stream.response.write(text);
  };
  const heartbeat = setInterval(() => {
    for (const stream of streams) write(stream, ': still here\n\n');
  }, options.heartbeatMs);
  heartbeat.unref();

  return {
    publish(event) {
      const kept = ring.add(event);
      const text = textOf(kept);
      for (const stream of streams) if (mayHear(stream.listener, kept)) write(stream, text);
    },
    open(response, { expiresAt, ...listener }, lastEventId) {
      if (closed || streams.size >= options.streams) {
        throw unavailable('too_many_streams', 'There are too many event streams at present; try again later.');
      }
      response.status(200).set({
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        // A proxy that collects answers before passing them on would hold the events back.
        'X-Accel-Buffering': 'no',
      });
      response.flushHeaders();
      const stream = { listener, response };
      const lifeMs = Math.min(Math.max(0, expiresAt.getTime() - Date.now()), longestTimerMs);
      const end = setTimeout(() => response.end(), lifeMs);
      response.once('close', () => {
        clearTimeout(end);
        streams.delete(stream);
      });
      write(stream, 'retry: 2000\n: welcome\n\n');
      if (lastEventId !== '') {
        const missed = ring.since(lastEventId);
        if (missed === 'reset') write(stream, 'event: reset\ndata: {}\n\n');
        else for (const kept of missed) if (mayHear(listener, kept)) write(stream, textOf(kept));
      }
      streams.add(stream);
    },
    close() {
      closed = true;
      clearInterval(heartbeat);
      for (const { response } of streams) response.end();
    },
    get size() {
      return streams.size;
    },
  };
}

function textOf({ id, event, data }: KeptEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
