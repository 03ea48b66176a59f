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
    try {
      const headers: Record<string, string> = {
        Accept: 'text/event-stream',
        Authorization: `Bearer ${session.token() ?? ''}`,
      };
      if (lastId) headers['Last-Event-ID'] = lastId;
      const response = await fetch('/v1/events', { headers, signal, cache: 'no-store' });
      if (response.status === 401) return session.expire();
      if (response.ok && response.body) {
        // Without an id there is nothing to resume from.
        if (opened && !lastId) onGap();
        opened = true;
        waitMs = FIRST_WAIT_MS;
        onState('live');
        await readAll(response.body, (event) => {
          if (event.id) lastId = event.id;
          onEvent(event);
        });
      }
    } catch {
      // Unreachable or cut off: said by the state below, and tried again.
      if (signal.aborted) return;
    }
    onState('broken');
    await pause(waitMs, signal);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}

async function readAll(body: ReadableStream<Uint8Array>, onEvent: (event: StreamEvent) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parse = createStreamParser();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    for (const event of parse(decoder.decode(value, { stream: true }))) onEvent(event);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
