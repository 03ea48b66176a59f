import { demoPerson } from '@parkline/directory';
import { complaintBodies } from './complaints';
import type { People } from './people';
import type { Pool } from './pool';
import type { CaseWatch } from './stream';

/** One complaint from filing to closed, as people outside do it. */
export interface Lifecycle {
  /** Ms from the answer to the filing until the stream tells that the case is dispatched. */
  dispatchedAfterMs: number;
  /** Ms from the first request to the news that the case is closed. */
  closedAfterMs: number;
}

interface Needs {
  pool: Pool;
  watch: CaseWatch;
  people: People;
}

interface Filed {
  number: string;
  trackingCode: string;
}

/** Files, waits for the dispatch, signs, logs the contact, resolves, waits for the revisit, rates, waits for the end. */
export function lifecycles({ pool, watch, people }: Needs): { file(): Promise<Filed>; run(): Promise<Lifecycle> } {
  const nextBody = complaintBodies();

  const post = async (path: string, wanted: number, body: string, headers: Record<string, string>): Promise<string> => {
    const answer = await pool.request('POST', path, { body, headers });
    if (answer.status !== wanted) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return answer.body;
  };
  const file = async (): Promise<Filed> => JSON.parse(await post('/v1/complaints', 201, nextBody(), {})) as Filed;

  return {
    file,
    async run() {
      const startedAt = performance.now();
      const { number, trackingCode } = await file();
      const acceptedAt = performance.now();
      const { handlerId = '', seenAt } = await watch.seen(number, 'dispatched');
      const handler = { authorization: `Bearer ${people.tokenOf(handlerId)}` };
      const command = (name: string, body: unknown, by = handler): Promise<string> =>
        post(`/v1/cases/${number}/${name}`, 200, JSON.stringify(body), by);
      const { case: signed } = JSON.parse(await command('sign', {})) as {
        case: { severity: string; parkCode: string };
      };
      await command('log-contact', { means: 'visit', note: '已到现场，与投诉人当面沟通。' });
      // A major case needs a solution that the park manager has approved.
      if (signed.severity === 'major') {
        await command('propose-solution', { text: '更换损坏部件，复检合格后恢复使用。' });
        const manager = {
          authorization: `Bearer ${people.tokenOf(demoPerson('park-manager', signed.parkCode)!.staffId)}`,
        };
        await command('decide-solution', { solutionId: 'solution-1', approved: true }, manager);
      }
      await command('resolve', { rootCause: 'facility_maintenance', answer: '已处理完毕，请您确认。' });
      await watch.seen(number, 'revisiting');
      const rating = JSON.stringify({ resolved: 'yes', satisfaction: 5 });
      await post(`/v1/complaints/${number}/rating`, 200, rating, { 'x-tracking-code': trackingCode });
      const closed = await watch.seen(number, 'closed');
      watch.forget(number);
      return { dispatchedAfterMs: Math.max(0, seenAt - acceptedAt), closedAfterMs: closed.seenAt - startedAt };
    },
  };
}

/** Files so many complaints and waits until all are dispatched: cases that lie in the store and are somebody's load. */
export async function fillStore(count: number, atOnce: number, needs: Needs): Promise<void> {
  const { file } = lifecycles(needs);
  let left = count;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left > 0) {
        left -= 1;
        const { number } = await file();
        await needs.watch.seen(number, 'dispatched', 60_000);
        needs.watch.forget(number);
      }
    }),
  );
}
