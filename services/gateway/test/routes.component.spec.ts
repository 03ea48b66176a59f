import { forbidden, refused, unavailable, notFound } from '@parkline/errors';
import { casework } from '@parkline/proto';
import type { Principal } from '@parkline/auth';
import { caseAnswer, commandAnswer, contactAnswer, listAnswer } from '../src/inbound/cases/schemas';
import { registrationSchema, trackedSchema } from '../src/inbound/complaints/schemas';
import { directoryAnswer, publicParks } from '../src/inbound/parks/schemas';
import { aCase, at, caseId, number, trackingCode } from './fakes';
import { expectShape, rigWithFreshFakes } from './rig';

const rig = rigWithFreshFakes();

const complaint = { parkCode: 'SH01', channel: 'web', description: '电梯坏了', identity: 'anonymous' };
const withCode = { headers: { 'x-tracking-code': trackingCode } };
const tracked = `/v1/complaints/${number}`;

describe('filing', () => {
  it('answers 201 with number, code and Location, and vouches for the public', async () => {
    let asked: { principal?: Principal; channel?: string; key?: string } = {};
    rig.fakes.intake.registerComplaint = (request, { principal }) => {
      asked = { principal, channel: request.channel, key: request.idempotencyKey };
      return Promise.resolve({ complaintId: caseId, number, trackingCode, receivedAt: new Date(), repeated: true });
    };
    const answer = await rig.call('POST', '/v1/complaints', { body: complaint, headers: { 'idempotency-key': 'k1' } });
    expect(answer).toMatchObject({ status: 201, body: { number, trackingCode, state: 'registered', repeated: true } });
    expect(answer.headers.get('location')).toBe(tracked);
    expect(asked).toMatchObject({ principal: { kind: 'public' }, channel: 'WEB', key: 'k1' });
    expectShape(registrationSchema, answer.body);
  });

  it('vouches for the person where staff file for someone else', async () => {
    let principal: Principal | undefined;
    rig.fakes.intake.registerComplaint = (_request, context) => {
      principal = context.principal;
      return Promise.resolve({ complaintId: caseId, number, trackingCode, receivedAt: new Date(), repeated: false });
    };
    const body = { ...complaint, channel: 'phone' };
    expect((await rig.call('POST', '/v1/complaints', { body, as: 's-handler' })).status).toBe(201);
    expect(principal).toMatchObject({ kind: 'person', subject: 's-handler', role: 'handler', parks: ['SH01'] });
  });

  it('passes text that merely looks odd unchanged', async () => {
    let description = '';
    rig.fakes.intake.registerComplaint = (request) => {
      description = request.description;
      return Promise.resolve({ complaintId: caseId, number, trackingCode, receivedAt: new Date(), repeated: false });
    };
    const odd = `{"$where":"1"} "quotes" <script>alert(1)</script> 👨‍👩‍👧 漏\u200b水 電梯壞了 \t\n`;
    expect((await rig.call('POST', '/v1/complaints', { body: { ...complaint, description: odd } })).status).toBe(201);
    expect(description).toBe(odd);
  });
});

describe('following a complaint', () => {
  it('shows its public side, with phone numbers masked', async () => {
    const { status, body } = await rig.call('GET', tracked, withCode);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      number,
      state: 'in_progress',
      description: '电梯坏了，打 138****8000',
    });
    expect(body.timeline).toHaveLength(2);
    expect(body.timeline[1]).toMatchObject({ type: 'ReplySent', by: 'staff', text: '请拨 139****5678' });
    expect(body.actions).toEqual(['answer', 'withdraw']);
    // How the office graded it is not for the complainant.
    expect(body).not.toHaveProperty('priority');
    expectShape(trackedSchema, body);
  });

  it('tells by when it is to be resolved, and shows the page without it while sla is away', async () => {
    const first = await rig.call('GET', tracked, withCode);
    expect(first.body.promisedAt).toBe(at.toISOString());
    rig.fakes.sla.getClocks = () => Promise.reject(unavailable('away', 'away'));
    const second = await rig.call('GET', tracked, withCode);
    expect(second.status).toBe(200);
    expect(second.body).not.toHaveProperty('promisedAt');
  });

  it('says registered while its case does not exist yet', async () => {
    rig.fakes.casework.getCase = () => Promise.reject(notFound('case_not_found', 'no'));
    const { status, body } = await rig.call('GET', tracked, withCode);
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'registered', actions: [], timeline: [{ type: 'ComplaintRegistered' }] });
  });

  it('says where else to turn to when it was declined', async () => {
    const entry = { seq: 4, at, visibility: 'public', cycle: 1, actor: undefined };
    const declined = { ...entry, type: 'CaseDeclined', text: '不归我们', facts: { referTo: '街道办 13800138000' } };
    rig.fakes.casework.getCase = () =>
      Promise.resolve(casework.GetCaseResponse.create({ case: aCase, timeline: [declined] }));
    const { body } = await rig.call('GET', tracked, withCode);
    expect(body.referTo).toBe('街道办 13800138000');
    expectShape(trackedSchema, body);
  });

  it('says 503 and not "registered" while casework is down', async () => {
    rig.fakes.casework.getCase = () => Promise.reject(unavailable('down', 'no'));
    const { status, headers } = await rig.call('GET', tracked, withCode);
    expect(status).toBe(503);
    expect(headers.get('retry-after')).not.toBeNull();
  });

  it('gives the same 404 for an unknown number, a wrong, a malformed and a missing code', async () => {
    const answers = await Promise.all([
      rig.call('GET', '/v1/complaints/SH01-20261122-99999', withCode),
      rig.call('GET', tracked, { headers: { 'x-tracking-code': 'ZZZZZZZZZZ' } }),
      rig.call('GET', tracked, { headers: { 'x-tracking-code': '?' } }),
      rig.call('GET', tracked),
    ]);
    const [first] = answers.map(({ body }) => ({ ...body, instance: '' }));
    for (const { status, body } of answers) {
      expect(status).toBe(404);
      expect({ ...body, instance: '' }).toEqual(first);
    }
  });

  it('limits wrong codes by number and address, and never counts right ones', async () => {
    const path = '/v1/complaints/SH01-20261122-00077';
    const wrong = () => rig.call('GET', path, { headers: { 'x-tracking-code': 'ZZZZZZZZZZ' } });
    for (let n = 0; n < 10; n += 1) expect((await wrong()).status).toBe(404);
    const { status, headers, body } = await wrong();
    expect(status).toBe(429);
    expect(body.code).toBe('too_many_wrong_codes');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    for (let n = 0; n < 15; n += 1) expect((await rig.call('GET', tracked, withCode)).status).toBe(200);
  });

  it.each([
    ['answer', { text: '还在漏' }, 'answer'],
    ['withdraw', {}, 'withdraw'],
  ])('passes %s on in the name of the complainant', async (what, body, command) => {
    let asked: { principal: Principal; request: casework.ExecuteRequest } | undefined;
    rig.fakes.casework.execute = (request, { principal }) => {
      asked = { principal, request };
      return Promise.resolve({ case: aCase });
    };
    const headers = { ...withCode.headers, 'idempotency-key': 'once' };
    expect((await rig.call('POST', `${tracked}/${what}`, { body, headers })).status).toBe(200);
    expect(asked?.principal).toMatchObject({ kind: 'complainant', subject: caseId, groupId: 'demo', parks: ['SH01'] });
    expect(asked?.request).toMatchObject({ caseRef: caseId, commandId: `${caseId}:once`, command: { $case: command } });
  });

  it('passes a rating on', async () => {
    const body = { resolved: 'yes', satisfaction: 5, comment: '好' };
    const answer = await rig.call('POST', `${tracked}/rating`, { body, ...withCode });
    expect(answer).toMatchObject({ status: 200, body: { cycle: 1, consequence: 'close' } });
    const odd = await rig.call('POST', `${tracked}/rating`, { body: { ...body, satisfaction: 6 }, ...withCode });
    expect(odd).toMatchObject({ status: 400, body: { field: 'satisfaction', code: 'out_of_range' } });
  });
});

describe('cases', () => {
  it.each(['mine', 'unit', 'unassigned', 'due-soon', 'overdue', 'waiting', 'flagged', 'all'])(
    'lists the queue %s',
    async (queue) => {
      const { status, body } = await rig.call('GET', `/v1/cases?queue=${queue}&park=SH01&limit=10`, {
        as: 's-handler',
      });
      expect(status).toBe(200);
      expect(body.items[0]).toMatchObject({
        case: { number, state: 'in_progress', priority: 'P1' },
        clocks: [{ name: 'resolve' }],
      });
      expectShape(listAnswer, body);
    },
  );

  it('lists without deadlines while sla is down, and says so', async () => {
    rig.fakes.sla.getClocks = () => Promise.reject(unavailable('down', 'no'));
    const { status, body } = await rig.call('GET', '/v1/cases?queue=all', { as: 's-hq' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ clocksUnavailable: true, nextCursor: 'next' });
  });

  it('cannot list by deadline while sla is down', async () => {
    rig.fakes.sla.listDue = () => Promise.reject(unavailable('down', 'no'));
    expect((await rig.call('GET', '/v1/cases?queue=overdue', { as: 's-hq' })).status).toBe(503);
  });

  it('shows a case with everything around it', async () => {
    const { status, body } = await rig.call('GET', `/v1/cases/${number}`, { as: 's-handler' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      description: '<script>电梯坏了</script>',
      unavailable: [],
      revisits: [{ ratings: [{ resolved: 'yes' }] }],
      deliveries: [{ id: 'd1' }],
    });
    expect(body.timeline).toHaveLength(3);
    expectShape(caseAnswer, body);
  });

  it('names the parts that could not be had', async () => {
    rig.fakes.sla.getClocks = () => Promise.reject(unavailable('down', 'no'));
    rig.fakes.feedback.getRevisit = () => Promise.reject(unavailable('down', 'no'));
    const { status, body } = await rig.call('GET', `/v1/cases/${number}`, { as: 's-handler' });
    expect(status).toBe(200);
    expect(body.unavailable).toEqual(['clocks', 'revisits']);
    expect(body.clocks).toBeUndefined();
  });

  it.each<[string, object, object]>([
    [
      'dispatch',
      { unitId: 'u', handlerId: 'h', category: 'facility.lift', severity: 'major', urgency: 'urgent', priority: 'P1' },
      { priority: 'P1', severity: 'MAJOR' },
    ],
    ['redispatch', { unitId: 'u', reason: '换人' }, { unitId: 'u', handlerId: '', reason: '换人' }],
    ['sign', {}, {}],
    ['log-contact', { means: 'phone' }, { means: 'phone', note: '' }],
    ['start', {}, {}],
    ['add-note', { text: 'n' }, { text: 'n' }],
    ['reply', { text: 'r' }, { text: 'r' }],
    ['answer', { text: 'a' }, { text: 'a' }],
    ['wait-for-complainant', { question: '哪一层？' }, { question: '哪一层？' }],
    ['resume', {}, { note: '' }],
    [
      'regrade',
      { category: 'a.b', severity: 'general', urgency: 'low', reason: 'x' },
      { severity: 'GENERAL', urgency: 'LOW' },
    ],
    ['resolve', { rootCause: 'supplier', answer: '已修好' }, { rootCause: 'SUPPLIER', answer: '已修好' }],
    ['close', { outcome: 'resolved_partly' }, { outcome: 'RESOLVED_PARTLY' }],
    ['reopen', { reason: '又坏了' }, { reason: '又坏了' }],
    ['decline', { reason: '不归我们', referTo: '12345' }, { referTo: '12345' }],
    ['withdraw', {}, { reason: '' }],
  ])('passes %s on to casework', async (command, body, value) => {
    let asked: casework.ExecuteRequest | undefined;
    rig.fakes.casework.execute = (request) => {
      asked = request;
      return Promise.resolve({ case: aCase });
    };
    const answer = await rig.call('POST', `/v1/cases/${number}/${command}`, {
      as: 's-handler',
      body: { ...body, expectedVersion: 5 },
      headers: { 'idempotency-key': 'k' },
    });
    expect(answer.status).toBe(200);
    expectShape(commandAnswer, answer.body);
    const name = command.replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
    expect(asked).toMatchObject({
      caseRef: number,
      commandId: 's-handler:k',
      expectedVersion: 5,
      command: { $case: name, value },
    });
  });

  it('takes commands without a body where none is needed', async () => {
    expect((await rig.call('POST', `/v1/cases/${number}/sign`, { as: 's-handler' })).status).toBe(200);
  });

  it('gives every try without a key an id of its own', async () => {
    const ids = new Set<string>();
    rig.fakes.casework.execute = ({ commandId }) => {
      ids.add(commandId);
      return Promise.resolve({ case: aCase });
    };
    await rig.call('POST', `/v1/cases/${number}/sign`, { as: 's-handler' });
    await rig.call('POST', `/v1/cases/${number}/sign`, { as: 's-handler' });
    expect(ids.size).toBe(2);
  });

  it('turns what casework refuses into a problem', async () => {
    rig.fakes.casework.execute = () => Promise.reject(refused('not_in_this_state', 'Not while it is dispatched.'));
    const { status, body } = await rig.call('POST', `/v1/cases/${number}/start`, { as: 's-handler', body: {} });
    expect(status).toBe(409);
    expect(body).toMatchObject({
      type: 'urn:parkline:problem:not-in-this-state',
      code: 'not_in_this_state',
      detail: 'Not while it is dispatched.',
    });
  });

  it('shows contact data masked, and in clear with a reason', async () => {
    const masked = await rig.call('GET', `/v1/cases/${number}/contact`, { as: 's-handler' });
    expect(masked.body).toEqual({ contact: { name: '王**' }, masked: true });
    const clear = await rig.call('POST', `/v1/cases/${number}/contact/reveal`, {
      as: 's-handler',
      body: { reason: '约定上门时间' },
    });
    expect(clear.body).toEqual({ contact: { name: '王小明' }, masked: false });
    expectShape(contactAnswer, clear.body);
    rig.fakes.intake.revealContact = () => Promise.reject(forbidden('identity_sealed', 'no'));
    expect((await rig.call('GET', `/v1/cases/${number}/contact`, { as: 's-handler' })).status).toBe(403);
  });

  it('does not tell what went wrong inside', async () => {
    rig.fakes.casework.getCase = () => Promise.reject(new Error('secret of the house'));
    const { status, body } = await rig.call('GET', `/v1/cases/${number}`, { as: 's-handler' });
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('answers 405 with Allow for a wrong method and 404 for what does not exist', async () => {
    const wrong = await rig.call('DELETE', `/v1/cases/${number}`, { as: 's-handler' });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('GET, HEAD');
    expect(await rig.call('POST', `/v1/cases/${number}/escalate`, { as: 's-handler', body: {} })).toMatchObject({
      status: 404,
    });
    expect((await rig.call('GET', '/v1/nothing')).body).toMatchObject({ status: 404, code: 'unknown_route' });
  });
});

describe('the office', () => {
  it('says who has signed in, as the directory knows him', async () => {
    const { body } = await rig.call('GET', '/v1/me', { as: 's-hq' });
    expect(body).toMatchObject({ subject: 's-hq', role: 'hq-officer', parks: 'all', groupId: 'demo' });
  });

  it('shows the directory to staff and the parks to everybody', async () => {
    const directory = await rig.call('GET', '/v1/directory', { as: 's-hq' });
    expect(directory.body).toMatchObject({
      parks: [{ code: 'SH01', type: 'business' }],
      staff: [{ id: 's-handler' }, {}, {}, {}],
    });
    expect(JSON.stringify(directory.body)).not.toContain('@');
    expectShape(directoryAnswer, directory.body);
    const parks = await rig.call('GET', '/v1/parks');
    expectShape(publicParks, parks.body);
  });

  it('lists and marks messages', async () => {
    const inbox = await rig.call('GET', '/v1/inbox?unread=true', { as: 's-hq' });
    expect(inbox.body).toMatchObject({ messages: [{ id: 'm1', read: false }], unread: 1 });
    expect((await rig.call('POST', '/v1/inbox/read', { as: 's-hq', body: { ids: ['m1'] } })).body).toEqual({
      marked: 1,
    });
    expect((await rig.call('GET', '/v1/outbox', { as: 's-hq' })).body).toMatchObject({
      mails: [{ messageId: '<1@x>' }],
    });
  });

  it('previews triage', async () => {
    const body = { parkCode: 'SH01', description: '电梯坏了' };
    expect((await rig.call('POST', '/v1/triage/preview', { as: 's-hq', body })).body).toEqual({
      category: 'facility.lift',
      priority: 'P1',
      reasons: ['电梯'],
      backstop: false,
    });
  });

  it('sums up, for the parks and days asked for', async () => {
    const { status, body } = await rig.call(
      'GET',
      '/v1/reports/summary?park=SH01,SH02&park=BJ01&from=2026-11-01&to=2026-11-22',
      { as: 's-hq' },
    );
    expect(status).toBe(200);
    expect(body.parks.map(({ parkCode }: { parkCode: string }) => parkCode)).toEqual(['SH01', 'SH02', 'BJ01']);
    expect(body.total).toMatchObject({ cases: 3, satisfactionRate: 0.5 });
    expect(body.byPriority).toEqual([
      { key: 'P2', cases: 2 },
      { key: 'none', cases: 1 },
    ]);
    expect(body.total).not.toHaveProperty('onTimeRate');
    const turned = await rig.call('GET', '/v1/reports/summary?from=2026-11-22&to=2026-11-01', { as: 's-hq' });
    expect(turned).toMatchObject({ status: 400, body: { field: 'from' } });
  });

  it('lets a demo person sign in, and nobody who is not active', async () => {
    const { body } = await rig.call('GET', '/v1/demo-people');
    expect(body.people.map(({ staffId }: { staffId: string }) => staffId)).toEqual(['s-handler', 's-other', 's-hq']);
    const signedIn = await rig.call('POST', '/v1/demo-token', { body: { staffId: 's-hq' } });
    const me = await rig.call('GET', '/v1/me', { headers: { authorization: `Bearer ${signedIn.body.token}` } });
    expect(me.body).toMatchObject({ subject: 's-hq', expiresAt: signedIn.body.expiresAt });
    expect((await rig.call('POST', '/v1/demo-token', { body: { staffId: 's-gone' } })).status).toBe(404);
  });
});
