import { randomUUID } from 'node:crypto';
import { waitFor } from '@parkline/testing';
import type { Api, Json, Person } from './api';

/** One text of fixtures/complaints.json with what a person would have made of it. */
export interface LabelledComplaint {
  text: string;
  channel: string;
  parkCode: string;
  kind?: string;
  complainantType?: string;
  place?: string;
  identity: string;
  contact?: { name?: string; phone?: string; email?: string };
  categoryHint?: string;
  label: { category: string; unitFunction: string };
}

export interface Filed {
  number: string;
  trackingCode: string;
  complaint: LabelledComplaint;
}

const publicChannels = new Set(['web', 'app', 'wechat', 'bulletin']);

/** Files labelled complaints over HTTP, each by who may use its channel. @param atOnce how many at the same time */
export async function fileAll(api: Api, complaints: readonly LabelledComplaint[], atOnce = 8): Promise<Filed[]> {
  const agent = await api.person({ role: 'agent' });
  const filed: Filed[] = [];
  const run = randomUUID();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < complaints.length; at = next++) {
      const complaint = complaints[at] as LabelledComplaint;
      const { text, label: _label, ...rest } = complaint;
      const key = `${run}-${at}`;
      const { body } = await waitFor(
        async () => {
          const answer = await api.file(
            { ...pick(rest), description: text },
            publicChannels.has(complaint.channel) ? { key } : { key, token: agent.token },
          );
          // What was not answered in time is sent again with the same key, as people's apps do.
          if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
          return answer;
        },
        { everyMs: 200, what: `text ${at} to be accepted` },
      );
      filed.push({ number: body.number, trackingCode: body.trackingCode, complaint });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return filed;
}

function pick(complaint: Omit<LabelledComplaint, 'text' | 'label'>): Json {
  const { parkCode, channel, kind, complainantType, place, identity, contact, categoryHint } = complaint;
  return { parkCode, channel, kind, complainantType, place, identity, contact, categoryHint };
}

/** Waits until every case filed has a person, and returns the rows by number. */
export async function allDispatched(
  api: Api,
  filed: readonly Filed[],
  hq: Person,
  timeoutMs = 60_000,
): Promise<Map<string, Json>> {
  const wanted = new Set(filed.map(({ number }) => number));
  return waitFor(
    async () => {
      const rows = new Map<string, Json>();
      for (const { case: item } of await api.list('all', hq.token))
        if (wanted.has(item.number)) rows.set(item.number, item);
      const missing = [...wanted].filter((number) => !rows.get(number)?.handlerId);
      if (missing.length > 0)
        throw new Error(`${missing.length} without a person, like ${missing.slice(0, 3).join(', ')}`);
      return rows;
    },
    { timeoutMs, everyMs: 500, what: 'all cases to be dispatched to a person' },
  );
}

/** A major case needs a solution that the park manager has approved before it is resolved; others need none. */
export async function approveSolution(api: Api, number: string, handler: Person, hq: Person): Promise<void> {
  const { case: item } = await api.getCase(number, hq.token);
  if (item.severity !== 'major') return;
  const run = async (command: string, token: string, body: Json): Promise<void> => {
    const { status, body: answer } = await api.command(number, command, token, body);
    if (status !== 200) throw new Error(`${command} ${number}: ${status} ${JSON.stringify(answer)}`);
  };
  await run('propose-solution', handler.token, { text: '更换损坏部件，复检合格后恢复使用。' });
  const { file } = await api.getCase(number, hq.token);
  const manager = await api.person({ role: 'park-manager', park: item.parkCode });
  await run('decide-solution', manager.token, { solutionId: file.solutions.at(-1).id, approved: true });
}

/** The handler of a case signs it, goes there and resolves it. Returns the handler. */
export async function workToResolved(api: Api, number: string, hq: Person): Promise<Person> {
  const { case: item } = await api.getCase(number, hq.token);
  const directory = (await api.request('GET', '/v1/directory', { token: hq.token })).body;
  const staff = directory.staff.find(({ id }: Json) => id === item.handlerId);
  const handler = await api.person({ staffId: staff.id, role: staff.role });
  const steps: [string, Json][] = [
    ['sign', {}],
    ['log-contact', { means: 'visit', note: '已到现场，与投诉人当面沟通。' }],
    ['add-note', { text: '现场查看完毕。' }],
    ['resolve', { rootCause: 'facility_maintenance', answer: '已处理完毕，请您确认。' }],
  ];
  for (const [command, body] of steps) {
    if (command === 'resolve') await approveSolution(api, number, handler, hq);
    const { status, body: answer } = await api.command(number, command, handler.token, body);
    if (status !== 200) throw new Error(`${command} ${number}: ${status} ${JSON.stringify(answer)}`);
  }
  return handler;
}

/** Waits until the complainant sees the case in one of these states. */
export function trackedIn(api: Api, filed: Filed, ...states: string[]): Promise<Json> {
  return waitFor(
    async () => {
      const { status, body } = await api.track(filed.number, filed.trackingCode);
      if (status !== 200 || !states.includes(body.state)) throw new Error(`${filed.number}: ${status} ${body.state}`);
      return body;
    },
    { everyMs: 100, what: `${filed.number} to be ${states.join(' or ')}` },
  );
}

/** Rates as the complainant; the person may be quicker than the revisit, then the answer says so and he tries again. */
export async function rate(api: Api, filed: Filed, resolved: string, satisfaction: number): Promise<Json> {
  return waitFor(
    async () => {
      const { status, body } = await api.asComplainant(filed.number, filed.trackingCode, 'rating', {
        resolved,
        satisfaction,
      });
      if (status !== 200) throw new Error(`rating ${filed.number}: ${status} ${JSON.stringify(body)}`);
      return body;
    },
    { everyMs: 200, what: `the rating of ${filed.number} to be taken` },
  );
}

/** The kinds that count in the complaint figures. */
export const counted = new Set(['complaint', 'repair']);

/** The figures that the report must show, counted anew from the list of all cases. */
export function recount(rows: readonly Json[]): Json {
  const cases = rows.map(({ case: item }) => item);
  const inFigures = cases.filter(({ kind }) => counted.has(kind));
  const closedAs = (outcome: string): number =>
    inFigures.filter((item) => item.state === 'closed' && item.outcome === outcome).length;
  return {
    cases: inFigures.length,
    otherKinds: cases.length - inFigures.length,
    open: inFigures.filter(({ state }) => state !== 'closed' && state !== 'linked').length,
    closed: inFigures.filter(({ state }) => state === 'closed').length,
    closedResolved: closedAs('resolved'),
    closedPartly: closedAs('resolved_partly'),
    declined: closedAs('declined'),
    withdrawn: closedAs('withdrawn'),
    reopened: inFigures.filter(({ cycle }) => cycle > 1).length,
  };
}

/** Waits until the report has caught up with the case list. */
export function reportEqualsRecount(api: Api, hq: Person, timeoutMs = 30_000): Promise<Json> {
  return waitFor(
    async () => {
      const expected = recount(await api.list('all', hq.token));
      const { body } = await api.request('GET', '/v1/reports/summary', { token: hq.token });
      const shown = Object.fromEntries(Object.keys(expected as object).map((key) => [key, body.total[key]]));
      if (JSON.stringify(shown) !== JSON.stringify(expected)) {
        throw new Error(`report ${JSON.stringify(shown)}, recount ${JSON.stringify(expected)}`);
      }
      return body;
    },
    { timeoutMs, everyMs: 500, what: 'the report to equal the recount' },
  );
}
