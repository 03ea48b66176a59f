import { createStreamParser, type StreamEvent } from '../../api/event-stream';
import { session } from '../../api/session';

export type LiveState = 'connecting' | 'live' | 'broken';

interface Follow {
  onEvent: (event: StreamEvent) => void;
  /** Events may have been missed: load everything anew. */
  onGap: () => void;
  onState: (state: LiveState) => void;
  signal: AbortSignal;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** The server sends a sign of life every 15 s; a line that is silent for longer than this is dead. */
const SILENCE_MS = 40_000;

/**
 * Reads the stream of changes until it is aborted. EventSource cannot send a token, so it is read with fetch;
 * after a break it goes on behind the last event seen.
 */
export async function followEvents({ onEvent, onGap, onState, signal }: Follow): Promise<void> {
  let lastId: string | undefined;
  let waitMs = FIRST_WAIT_MS;
  let opened = false;
  while (!signal.aborted) {
    onState('connecting');
    const line = createLine(signal);
    try {
      const headers: Record<string, string> = {
        Accept: 'text/event-stream',
        Authorization: `Bearer ${session.token() ?? ''}`,
      };
      if (lastId) headers['Last-Event-ID'] = lastId;
      const response = await fetch('/v1/events', { headers, signal: line.signal, cache: 'no-store' });
      if (response.status === 401) return session.expire();
      if (response.ok && response.body) {
        // Without an id there is nothing to resume from.
        if (opened && !lastId) onGap();
        opened = true;
        waitMs = FIRST_WAIT_MS;
        onState('live');
        await readAll(response.body, line.heard, (event) => {
          if (event.id) lastId = event.id;
          onEvent(event);
        });
      }
    } catch {
      // Unreachable or cut off: said by the state below, and tried again.
      if (signal.aborted) return;
    } finally {
      line.close();
    }
    onState('broken');
    await pause(waitMs, signal);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}

/** A connection that is given up when the browser goes offline or nothing has been heard for too long. */
function createLine(signal: AbortSignal): { signal: AbortSignal; heard: () => void; close: () => void } {
  const broken = new AbortController();
  const giveUp = (): void => broken.abort();
  let silence = setTimeout(giveUp, SILENCE_MS);
  window.addEventListener('offline', giveUp);
  signal.addEventListener('abort', giveUp);
  return {
    signal: broken.signal,
    heard() {
      clearTimeout(silence);
      silence = setTimeout(giveUp, SILENCE_MS);
    },
    close() {
      clearTimeout(silence);
      window.removeEventListener('offline', giveUp);
      signal.removeEventListener('abort', giveUp);
    },
  };
}

async function readAll(
  body: ReadableStream<Uint8Array>,
  heard: () => void,
  onEvent: (event: StreamEvent) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parse = createStreamParser();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    for (const event of parse(decoder.decode(value, { stream: true }))) onEvent(event);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
    signal.addEventListener('abort', end, { once: true });
  });
}
