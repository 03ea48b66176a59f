import { randomUUID } from 'node:crypto';
import type { Api, Json } from '../api';
import type { LabelledComplaint } from '../journey';

/** A complaint that intake has accepted: it was answered with 201. */
export interface Accepted {
  key: string;
  number: string;
  trackingCode: string;
  email?: string;
}

/** A note that casework has answered; its text is unique. */
export interface Noted {
  number: string;
  text: string;
}

export interface Traffic {
  readonly accepted: readonly Accepted[];
  readonly noted: readonly Noted[];
  /** Filings that failed and were sent again with the same key, by what failed. */
  readonly retried: readonly string[];
  /** Files so many at once and resolves when the first of them are under way. */
  burst(count: number): void;
  /** Files a few at once until the total is reached, and waits until every filing has been accepted. */
  finish(total: number, atOnce?: number): Promise<void>;
  /** Adds a note to an accepted case by headquarters, twice with the same key, as a client does that missed the answer. */
  note(number: string): Promise<void>;
  readonly filed: number;
  /** Filings that are begun and not yet answered. */
  readonly underWay: number;
}

const longestMs = 120_000;

/** People who file complaints and, as good clients do, send again with the same key what was not answered. */
export async function startTraffic(api: Api, complaints: readonly LabelledComplaint[]): Promise<Traffic> {
  const accepted: Accepted[] = [];
  const noted: Noted[] = [];
  const retried: string[] = [];
  const open = new Set<Promise<void>>();
  const hq = await api.person({ role: 'hq-officer' });
  let filed = 0;

  const fileOne = async (): Promise<void> => {
    const index = filed++;
    const complaint = complaints[index % complaints.length] as LabelledComplaint;
    const key = randomUUID();
    const email = `complainant-${index}@example.com`;
    const body = {
      parkCode: complaint.parkCode,
      channel: 'web',
      kind: complaint.kind,
      description: `${complaint.text.slice(0, 1_000)} (${index})`,
      identity: 'named',
      contact: { name: '测试', email },
    };
    const { number, trackingCode } = await untilAnswered('filing', () => api.file(body, { key }), 201, retried);
    accepted.push({ key, number, trackingCode, email });
  };
  const begin = (): void => {
    const one = fileOne().finally(() => open.delete(one));
    open.add(one);
  };

  return {
    accepted,
    noted,
    retried,
    get filed() {
      return filed;
    },
    get underWay() {
      return open.size;
    },
    burst(count) {
      for (let at = 0; at < count; at++) begin();
    },
    async finish(total, atOnce = 8) {
      while (filed < total) {
        begin();
        if (open.size >= atOnce) await Promise.race(open);
      }
      await Promise.all(open);
    },
    async note(number) {
      const text = `核对 ${randomUUID()}`;
      const key = randomUUID();
      const send = () =>
        api.request('POST', `/v1/cases/${number}/add-note`, {
          token: hq.token,
          body: { text },
          headers: { 'idempotency-key': key },
        });
      await untilAnswered('note', send, 200, retried);
      await untilAnswered('note', send, 200, retried);
      noted.push({ number, text });
    },
  };
}

/** Sends until it is answered as wished. Anything but a temporary failure is an error of the test. */
async function untilAnswered(
  what: string,
  send: () => Promise<{ status: number; body: Json }>,
  wished: number,
  retried: string[],
): Promise<Json> {
  const end = Date.now() + longestMs;
  for (;;) {
    let failure: string;
    try {
      const { status, body } = await send();
      if (status === wished) return body;
      failure = `${status} ${body?.code ?? ''}`;
      // The case of a complaint that was just accepted may not exist yet.
      if (status < 500 && status !== 404 && status !== 429)
        throw new TypeError(`not to be tried again: ${failure} ${JSON.stringify(body)}`);
    } catch (error) {
      if (error instanceof TypeError && error.message.startsWith('not to be')) throw error;
      failure = (error as Error).message;
    }
    retried.push(`${what}: ${failure}`);
    if (Date.now() > end) throw new Error(`${what} was never answered: ${failure}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
