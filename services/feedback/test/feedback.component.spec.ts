import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { createIssuer, createVerifier, loadOrCreateKeys, type Principal } from '@parkline/auth';
import { notFound, refused, unavailable } from '@parkline/errors';
import { createGrpcClient, createGrpcServer, type GrpcClient, type Handlers } from '@parkline/grpc';
import { createMemoryBus } from '@parkline/messaging';
import { connectStore } from '@parkline/mongo';
import { casework, common, feedback, topics } from '@parkline/proto';
import { createLogger, loadConfig } from '@parkline/service-kit';
import { fakeClock, fakeHandlers, startTestStore, waitFor } from '@parkline/testing';
import { buildApp, configSchema } from '../src';

const { CaseState, Outcome } = common;
const logger = createLogger({ service: 'feedback', level: 'silent' });
const start = new Date('2026-03-02T01:00:00Z');
const clock = fakeClock(start);
const bus = createMemoryBus();
const closers: (() => Promise<unknown> | void)[] = [];
/** What casework knows, what it was asked, and what it answers: a function that throws refuses. */
const cases = new Map<string, casework.Case>();
const asked: casework.ExecuteRequest[] = [];
let answer: (request: casework.ExecuteRequest) => void = () => undefined;
let getCaseFails = false;
let client: GrpcClient<typeof feedback.FeedbackServiceService>;
let gateway: ReturnType<typeof createIssuer>;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parkline-feedback-'));
  const running = await startTestStore();
  const store = await connectStore({ uri: running.uri, database: `feedback_${process.pid}_${Date.now()}`, logger });
  const keys = await loadOrCreateKeys(folder, ['gateway', 'feedback', 'casework']);
  const verifier = createVerifier({ trusted: keys.publicKeys });
  const issuerOf = (issuer: string) => createIssuer({ issuer, privateJwk: keys.privateKeys[issuer] ?? {} });
  gateway = issuerOf('gateway');
  const neighbour = createGrpcServer({ service: 'casework', verifier, logger, metrics: new Registry() });
  const fakeCasework = fakeHandlers<Handlers<typeof casework.CaseServiceService>>(casework.CaseServiceService, {
    execute(request, { principal }) {
      if (principal.subject !== 'feedback') throw new Error('not feedback');
      asked.push(request);
      answer(request);
      return Promise.resolve({ case: undefined });
    },
    getCase({ caseRef }) {
      if (getCaseFails) throw unavailable('down', 'down');
      const found = cases.get(caseRef);
      if (!found) throw notFound('case_not_found', 'There is no such case.');
      return Promise.resolve(casework.GetCaseResponse.create({ case: found }));
    },
  });
  neighbour.addService(casework.CaseServiceService, fakeCasework);
  const port = await neighbour.listen('127.0.0.1:0');
  const config = loadConfig(configSchema, {
    GRPC_LISTEN: '127.0.0.1:0',
    NODE_ENV: 'test',
    DRAIN_SECONDS: '2',
    FEEDBACK_TICK_MS: '50',
  });
  const app = await buildApp(config, {
    ...{ logger, metrics: new Registry(), store, bus, issuer: issuerOf('feedback'), verifier, clock },
    addressOf: () => `127.0.0.1:${port}`,
  });
  await app.start();
  client = createGrpcClient(feedback.FeedbackServiceService, {
    ...{ address: `127.0.0.1:${app.grpcPort}`, logger, metrics: new Registry(), deadlineMs: 20_000 },
    token: () => gateway.issue({ kind: 'public', subject: 'public', role: 'public', groupId: '', parks: [] }),
  });
  closers.push(
    () => client.close(),
    () => app.stop(),
    () => neighbour.drain(1_000),
    () => bus.close(),
    () => store.close(),
    () => running.stop(),
    () => rm(folder, { recursive: true, force: true }),
  );
});
afterAll(async () => {
  for (const close of closers) await close();
});
beforeEach(() => {
  clock.set(start);
  answer = () => undefined;
  getCaseFails = false;
});

/** Lets casework know of a case, and publishes an event that carries it. */
async function tell(id: string, seq: number, changes: Partial<casework.Case> = {}): Promise<void> {
  const at = clock();
  const seen = casework.Case.create({
    ...{ id, number: `SH01-20260302-${id}`, groupId: 'g1', parkCode: 'SH01', cycle: 1, state: CaseState.RESOLVED },
    ...{
      priority: common.Priority.P1,
      hasContact: true,
      unitId: 'eng',
      handlerId: 'li',
      resolvedAt: at,
      stateSince: at,
    },
    ...changes,
  });
  cases.set(id, seen);
  const payload = casework.CaseEvent.encode(casework.CaseEvent.create({ seq, occurredAt: at, case: seen })).finish();
  const event = {
    id: `casework/${id}/${seq}`,
    type: 'CaseResolved',
    source: 'casework',
    subject: id,
    key: id,
    seq,
    time: at,
  };
  await bus.publish(topics.case, [{ ...event, payload }]);
}

const as = async (caller: Partial<Principal>) => ({
  principalToken: await gateway.issue({
    kind: 'person',
    subject: 's1',
    role: 'agent',
    groupId: 'g1',
    parks: 'all',
    ...caller,
  }),
});
const complainant = (id: string) => as({ kind: 'complainant', subject: id, role: 'complainant', parks: [] });
async function submit(
  id: string,
  resolved: feedback.Resolved,
  commandId: string,
  more: Partial<feedback.SubmitRatingRequest> = {},
) {
  const request = { caseId: id, commandId, resolved, satisfaction: 4, comment: '', ...more };
  return client.submitRating(request, await complainant(id));
}
const askedOf = (id: string) => asked.filter(({ caseRef }) => caseRef === id);
const commandsOf = (id: string) => askedOf(id).map(({ command }) => command?.$case);
const eventsOf = (id: string) => bus.events(topics.feedback).filter(({ key }) => key === id);
const { YES, PARTLY, NO } = feedback.Resolved;

describe('feedback', () => {
  it('opens a revisit for a resolved case and begins it in casework', async () => {
    await tell('open', 1);
    const [request] = await waitFor(() => askedOf('open').length > 0 && askedOf('open'));
    expect(request).toMatchObject({
      cycle: 1,
      commandId: 'feedback:feedback/open/1:StartRevisit',
      command: { $case: 'startRevisit' },
    });
    const event = feedback.FeedbackEvent.decode(eventsOf('open')[0]!.payload);
    const lapsesAt = new Date(start.getTime() + 168 * 3_600_000);
    expect(event).toMatchObject({ number: 'SH01-20260302-open', change: { value: { callRequired: true, lapsesAt } } });
  });

  it.each([
    ['yes', YES, 'close', { $case: 'close', value: { outcome: Outcome.RESOLVED } }],
    ['partly', PARTLY, 'close_partly', { $case: 'close', value: { outcome: Outcome.RESOLVED_PARTLY } }],
    ['no', NO, 'reopen', { $case: 'reopen' }],
  ])('turns a %s into what follows from it, once', async (word, resolved, consequence, command) => {
    const id = `rate-${word}`;
    await tell(id, 1);
    await waitFor(() => askedOf(id).length === 1);
    expect(await submit(id, resolved, 'k1')).toEqual({ cycle: 1, consequence });
    expect(await submit(id, resolved, 'k1')).toEqual({ cycle: 1, consequence });
    await waitFor(() => askedOf(id).length === 2);
    expect(askedOf(id)[1]).toMatchObject({ cycle: 1, command });
    expect(eventsOf(id).map(({ type }) => type)).toEqual(['RevisitOpened', 'RatingGiven']);
  });

  it('gives a repeated request its answer even while casework is down, and refuses its key for other words', async () => {
    await tell('key', 1);
    await waitFor(() => askedOf('key').length === 1);
    await submit('key', YES, 'k1', { comment: '谢谢' });
    getCaseFails = true;
    expect(await submit('key', YES, 'k1', { comment: '谢谢' })).toMatchObject({ consequence: 'close' });
    await expect(submit('key', NO, 'k1')).rejects.toMatchObject({ kind: 'Conflict', code: 'key_reused' });
  });

  it('takes a rating only from the complainant himself', async () => {
    await tell('own', 1);
    await waitFor(() => askedOf('own').length === 1);
    const request = { caseId: 'own', commandId: 'k', resolved: YES, satisfaction: 5, comment: '' };
    for (const caller of [await as({}), await complainant('open'), undefined]) {
      await expect(client.submitRating(request, caller)).rejects.toMatchObject({ kind: 'Forbidden' });
    }
  });

  it.each([
    ['resolved_invalid', { resolved: feedback.Resolved.UNSPECIFIED }],
    ['satisfaction_invalid', { satisfaction: 0 }],
    ['satisfaction_invalid', { satisfaction: 6 }],
    ['comment_too_long', { comment: '长'.repeat(2_001) }],
    ['command_id_missing', { commandId: '' }],
  ])('refuses bad input: %s', async (code, more) => {
    await expect(submit('open', YES, 'bad', more)).rejects.toMatchObject({ kind: 'InvalidInput', code });
  });

  it('refuses before resolve, and asks casework where its own copy is behind', async () => {
    await expect(submit('unknown', YES, 'k1')).rejects.toMatchObject({ kind: 'Refused', code: 'not_resolved_yet' });
    const fresh = (more: Partial<casework.Case>) => {
      const about = { id: 'fresh', groupId: 'g1', parkCode: 'SH01', cycle: 1, stateSince: start };
      cases.set('fresh', casework.Case.create({ ...about, ...more }));
    };
    fresh({ state: CaseState.IN_PROGRESS });
    await expect(submit('fresh', YES, 'k1')).rejects.toMatchObject({ code: 'not_resolved_yet' });
    fresh({ state: CaseState.RESOLVED, resolvedAt: start });
    expect(await submit('fresh', YES, 'k1')).toEqual({ cycle: 1, consequence: 'close' });
    await waitFor(() => askedOf('fresh').length === 2);
    expect(commandsOf('fresh')).toEqual(['startRevisit', 'close']);
  });

  it('closes as resolved, unrated, what nobody has answered in 7 days', async () => {
    await tell('lapse', 1);
    await waitFor(() => askedOf('lapse').length === 1);
    clock.advance(168 * 3_600_000);
    await waitFor(() => askedOf('lapse').length === 2);
    expect(askedOf('lapse')[1]).toMatchObject({
      ...{ cycle: 1, commandId: 'feedback:feedback/lapse/2:Close' },
      command: { $case: 'close', value: { outcome: Outcome.RESOLVED, note: 'unrated' } },
    });
  });

  it('leaves the third no to headquarters', async () => {
    for (const cycle of [1, 2, 3]) {
      await tell('third', cycle, { cycle });
      await waitFor(() => commandsOf('third').filter((name) => name === 'startRevisit').length === cycle);
      expect(await submit('third', NO, `k${cycle}`)).toEqual({ cycle, consequence: cycle < 3 ? 'reopen' : 'to_hq' });
    }
    await tell('after-third', 1);
    await waitFor(() => askedOf('after-third').length === 1);
    expect(commandsOf('third').filter((name) => name === 'reopen')).toHaveLength(2);
    const last = eventsOf('third').at(-1);
    expect(last && feedback.FeedbackEvent.decode(last.payload)).toMatchObject({
      cycle: 3,
      change: { value: { noCount: 3 } },
    });
  });

  it('repeats a command with the same id while casework is down, and leaves alone what has moved on', async () => {
    let failures = 2;
    answer = ({ caseRef }) => {
      if (caseRef === 'down' && failures-- > 0) throw unavailable('down', 'down');
      if (caseRef === 'gone') throw refused('moved_on', 'The case has moved on.');
    };
    await tell('gone', 1);
    await tell('down', 1);
    await waitFor(() => failures < 0 && askedOf('gone').length > 0);
    expect(new Set(askedOf('down').map(({ commandId }) => commandId)).size).toBe(1);
  });

  it('shows revisits to the complainant and to staff of the park, to nobody else', async () => {
    await tell('show', 1);
    await waitFor(() => askedOf('show').length === 1);
    await submit('show', PARTLY, 'k1', { comment: '还有点漏' });
    const seenBy = async (caller: Partial<Principal>) =>
      (await client.getRevisit({ caseId: 'show' }, await as(caller))).revisits;
    expect(await seenBy({})).toMatchObject([
      { cycle: 1, status: 'rated', ratings: [{ resolved: PARTLY, comment: '还有点漏' }] },
    ]);
    expect(await seenBy({ kind: 'complainant', subject: 'show' })).toHaveLength(1);
    await expect(seenBy({ parks: ['BJ01'] })).rejects.toMatchObject({ kind: 'NotFound' });
    await expect(seenBy({ kind: 'complainant', subject: 'open' })).rejects.toMatchObject({ kind: 'NotFound' });
  });
});
