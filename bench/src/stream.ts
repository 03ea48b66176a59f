import { get, type IncomingMessage } from 'node:http';

/** What the stream tells of a case. */
export interface CaseNews {
  number: string;
  state: string;
  handlerId?: string;
  /** When it came in, as performance.now(). */
  seenAt: number;
}

/** Follows all cases through one event stream of headquarters, and tells who waits for one. */
export interface CaseWatch {
  /** Resolves when the case has been seen in the state, now or before. Rejects after the time given. */
  seen(number: string, state: string, timeoutMs?: number): Promise<CaseNews>;
  /** Frees what is kept of a case. */
  forget(number: string): void;
  close(): void;
}

interface Followed {
  states: Map<string, CaseNews>;
  waiting: Map<string, (news: CaseNews) => void>;
}

/** @param token of somebody who sees all parks */
export async function watchCases(port: number, token: string): Promise<CaseWatch> {
  const cases = new Map<string, Followed>();
  const followed = (number: string): Followed => {
    const found = cases.get(number) ?? { states: new Map(), waiting: new Map() };
    cases.set(number, found);
    return found;
  };
  const take = (news: CaseNews): void => {
    const { states, waiting } = followed(news.number);
    if (states.has(news.state)) return;
    states.set(news.state, news);
    waiting.get(news.state)?.(news);
    waiting.delete(news.state);
  };
  const response = await open(port, token);
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    text += chunk;
    const end = text.lastIndexOf('\n\n');
    if (end < 0) return;
    for (const block of text.slice(0, end).split('\n\n')) {
      const [, data] = /^event: case\ndata: (.*)$/m.exec(block) ?? [];
      if (data !== undefined) take({ ...(JSON.parse(data) as CaseNews), seenAt: performance.now() });
    }
    text = text.slice(end + 2);
  });

  return {
    seen(number, state, timeoutMs = 30_000) {
      const { states, waiting } = followed(number);
      const known = states.get(state);
      if (known) return Promise.resolve(known);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`${number} was not ${state} in time; seen: ${[...states.keys()].join(', ')}`)),
          timeoutMs,
        );
        waiting.set(state, (news) => {
          clearTimeout(timer);
          resolve(news);
        });
      });
    },
    forget: (number) => void cases.delete(number),
    close: () => void response.destroy(),
  };
}

function open(port: number, token: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = get(
      { port, host: '127.0.0.1', path: '/v1/events', headers: { authorization: `Bearer ${token}` } },
      (response) => {
        if (response.statusCode === 200) resolve(response);
        else reject(new Error(`The event stream answered ${response.statusCode}.`));
      },
    );
    request.once('error', reject);
  });
}
