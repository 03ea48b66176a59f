import { createMemoryBus } from '@parkline/messaging';
import { common, notification, topics } from '@parkline/proto';
import { waitFor } from '@parkline/testing';
import type { DeliveryDocument } from '../src/outbound/deliveries';
import { caseHappened, clockWarned, directoryTold, numberOf, registered, startRig, type Rig } from './rig';
import { freePort, startSmtp, type ReceivedMail, type TestSmtp } from './smtp';

let rig: Rig;
let smtp: TestSmtp;
beforeAll(async () => {
  rig = await startRig();
  smtp = await startSmtp(await freePort(), (address) => address.startsWith('unknown@'));
  await directoryTold(rig.bus);
});
afterAll(async () => {
  await smtp.close();
  await rig.end();
});

const smtpEnv = (port = smtp.port): Record<string, string> => ({ SMTP_URL: `smtp://127.0.0.1:${port}` });
const mailsTo = (address: string, all: ReceivedMail[] = smtp.mails): ReceivedMail[] =>
  all.filter((m) => m.to.includes(address));
const deliveriesOf = (caseId: string): Promise<DeliveryDocument[]> =>
  rig.store.collection<DeliveryDocument>('deliveries').find({ caseId }).toArray();
const ended = (caseId: string): Promise<DeliveryDocument> =>
  waitFor(async () => (await deliveriesOf(caseId)).find((one) => one.endedAt), { what: `the end of ${caseId}` });

it('acknowledges a complaint once, however often its event comes, in the complainant’s language', async () => {
  const { app, client } = await rig.startApp(smtpEnv());
  rig.intake.contacts.set('a1', { email: 'a1@example.org', locale: 'en' });
  await registered(rig.bus, 'a1');
  await registered(rig.bus, 'a1');
  await ended('a1');
  await registered(rig.bus, 'a1');
  rig.intake.contacts.set('a2', { email: 'a2@example.org' });
  await registered(rig.bus, 'a2');
  await ended('a2');
  const [mail, ...more] = mailsTo('a1@example.org');
  expect(more).toEqual([]);
  expect(mail?.subject).toBe(`We have received your complaint ${numberOf('a1')}`);
  expect(mail?.text).toContain('Shanghai One');
  expect(mail?.text).toContain(`http://localhost:8080/t/${numberOf('a1')}#ABCDE12345`);
  expect(mailsTo('a2@example.org')[0]?.text).toContain('上海一号园');
  const { deliveries } = await client.listDeliveries({ caseId: 'a1' });
  expect(deliveries).toEqual([
    expect.objectContaining({
      template: 'acknowledgement',
      status: 'sent',
      attempts: 1,
      messageId: mail?.messageId,
      maybeTwice: false,
    }),
  ]);
  await app.stop();
});

it('keeps no address in the store and tells none to the world', async () => {
  const stored = JSON.stringify(await rig.store.collection('deliveries').find().toArray());
  expect(stored).not.toContain('@example.org');
  const told = await waitFor(() =>
    rig.bus.events(topics.notification).find(({ type }) => type === 'NotificationDelivered'),
  );
  expect(Buffer.from(told.payload).toString('latin1')).not.toContain('@');
  expect(notification.NotificationEvent.decode(told.payload)).toMatchObject({
    caseId: 'a1',
    template: 'acknowledgement',
    staffId: '',
  });
});

it('sends when the SMTP server comes back, once and with one Message-ID', async () => {
  const port = await freePort();
  const { app } = await rig.startApp(smtpEnv(port));
  rig.intake.contacts.set('d1', { email: 'd1@example.org' });
  await registered(rig.bus, 'd1');
  const tried = await waitFor(async () =>
    (await deliveriesOf('d1')).find(({ attempts, status }) => attempts >= 2 && status === 'pending'),
  );
  const back = await startSmtp(port);
  const sent = await ended('d1');
  expect(sent).toMatchObject({ status: 'sent', maybeTwice: false, messageId: tried.messageId });
  expect(mailsTo('d1@example.org', back.mails).map(({ messageId }) => messageId)).toEqual([tried.messageId]);
  await app.stop();
  await back.close();
});

it('sends again what a killed sender had claimed, and lists it as maybe twice', async () => {
  rig.intake.away = true;
  rig.intake.contacts.set('k1', { email: 'k1@example.org' });
  const { app } = await rig.startApp(smtpEnv());
  await registered(rig.bus, 'k1');
  const planned = await waitFor(async () => (await deliveriesOf('k1'))[0]);
  await app.stop();
  // What a sender that dies after its claim leaves behind.
  const abandoned = { status: 'sending' as const, attempts: 1, claimedBy: 'dead', dueAt: new Date(Date.now() + 300) };
  await rig.store
    .collection<DeliveryDocument>('deliveries')
    .updateOne({ _id: planned._id }, { $set: abandoned, $inc: { version: 1 } });
  rig.intake.away = false;
  const second = await rig.startApp(smtpEnv(), createMemoryBus());
  await ended('k1');
  expect(mailsTo('k1@example.org').map(({ messageId }) => messageId)).toEqual([planned.messageId]);
  const { deliveries } = await second.client.listDeliveries({ caseId: 'k1' });
  expect(deliveries).toEqual([expect.objectContaining({ status: 'sent', attempts: 2, maybeTwice: true })]);
  await second.app.stop();
});

it('lists as maybe twice what the server took without saying so', async () => {
  const { app } = await rig.startApp(smtpEnv());
  rig.intake.contacts.set('u1', { email: 'u1@example.org' });
  smtp.hangUpOn('u1@example.org');
  await registered(rig.bus, 'u1');
  const sent = await ended('u1');
  expect(sent).toMatchObject({ status: 'sent', attempts: 2, maybeTwice: true });
  expect(mailsTo('u1@example.org').map(({ messageId }) => messageId)).toEqual([sent.messageId, sent.messageId]);
  await app.stop();
});

it('sends every mail once with two senders at work', async () => {
  const apps = [await rig.startApp(smtpEnv()), await rig.startApp(smtpEnv(), createMemoryBus())];
  const ids = Array.from({ length: 60 }, (_, n) => `two${n}`);
  for (const id of ids) rig.intake.contacts.set(id, { email: `${id}@example.org` });
  await Promise.all(ids.map((id) => registered(rig.bus, id)));
  for (const id of ids) await ended(id);
  for (const id of ids) expect([id, mailsTo(`${id}@example.org`).length]).toEqual([id, 1]);
  for (const { app } of apps) await app.stop();
});

it('waits without counting tries while intake is away', async () => {
  const { app } = await rig.startApp(smtpEnv());
  rig.intake.away = true;
  rig.intake.contacts.set('w1', { email: 'w1@example.org' });
  const before = rig.intake.calls;
  await registered(rig.bus, 'w1');
  await waitFor(
    async () =>
      rig.intake.calls > before + 1 &&
      (await deliveriesOf('w1')).some(({ status, reason }) => status === 'pending' && reason === 'neighbour_away'),
  );
  rig.intake.away = false;
  expect(await ended('w1')).toMatchObject({ status: 'sent', attempts: 1 });
  await app.stop();
});

it('has failed where the server refuses the address, and says so without it', async () => {
  const { app } = await rig.startApp(smtpEnv());
  rig.intake.contacts.set('f1', { email: 'unknown@example.org' });
  await registered(rig.bus, 'f1');
  expect(await ended('f1')).toMatchObject({ status: 'failed', attempts: 1, reason: 'EENVELOPE 550' });
  const failed = await waitFor(() =>
    rig.bus.events(topics.notification).find(({ type }) => type === 'NotificationFailed'),
  );
  expect(notification.NotificationEvent.decode(failed.payload).change).toEqual({
    $case: 'failed',
    value: { reason: 'EENVELOPE 550', attempts: 1 },
  });
  await app.stop();
});

it('skips those without an address, and spares those of whom it knows', async () => {
  const { app } = await rig.startApp(smtpEnv());
  rig.intake.contacts.set('s1', {});
  await caseHappened(rig.bus, 's1', 3, { $case: 'closed', value: {} });
  expect(await ended('s1')).toMatchObject({ status: 'skipped', reason: 'no_address' });
  await registered(rig.bus, 's2', false);
  rig.intake.contacts.set('s3', { email: 's3@example.org' });
  await registered(rig.bus, 's3');
  await ended('s3');
  await caseHappened(rig.bus, 's2', 3, { $case: 'closed', value: {} });
  await caseHappened(rig.bus, 's3', 3, { $case: 'closed', value: {} });
  await waitFor(async () => (await deliveriesOf('s3')).length === 2);
  expect(await deliveriesOf('s2')).toEqual([]);
  await app.stop();
});

it('carries hostile texts as text, and goes on', async () => {
  const { app } = await rig.startApp(smtpEnv());
  const hostile = '{{ code | unknown }} {% raw %} <script>alert(1)</script>\r\n.\r\nBcc: x@example.org 👨‍👩‍👧';
  rig.intake.contacts.set('h1', { email: 'hostile@example.org', locale: 'en' });
  rig.intake.contacts.set('h2', { email: 'a@example.org, b@example.org' });
  await caseHappened(rig.bus, 'h1', 3, {
    $case: 'replySent',
    value: { text: hostile, firstContact: false, toLinked: false },
  });
  await caseHappened(rig.bus, 'h2', 3, { $case: 'closed', value: {} });
  await ended('h1');
  expect(await ended('h2')).toMatchObject({ status: 'skipped', reason: 'address_invalid' });
  const [mail] = mailsTo('hostile@example.org');
  expect(mail?.to).toEqual(['hostile@example.org']);
  expect(mail?.text).toContain(hostile.replaceAll('\r\n', '\n'));
  await app.stop();
});

describe('the inbox', () => {
  it('shows a person his own messages in his language, once each, and marks them read', async () => {
    const { app, client } = await rig.startApp(smtpEnv());
    await caseHappened(rig.bus, 'i1', 2, { $case: 'dispatched', value: {} });
    await caseHappened(rig.bus, 'i1', 2, { $case: 'dispatched', value: {} });
    await clockWarned(rig.bus, 'i1', 4);
    await clockWarned(rig.bus, 'i2', 4);
    const principalToken = await rig.tokenOf({ subject: 'h1', role: 'handler', parks: ['SH01'] });
    const ask = (size = 0, cursor = '', unreadOnly = false): ReturnType<typeof client.listInbox> =>
      client.listInbox({ page: { size, cursor }, unreadOnly }, { principalToken });
    const { messages } = await waitFor(async () => {
      const answer = await ask();
      return answer.unread >= 3 && answer;
    });
    const titles = messages.filter(({ number }) => number === numberOf('i1')).map(({ title }) => title);
    expect(titles.sort()).toEqual([
      `Case ${numberOf('i1')}: 75 % of the sign time is used`,
      `New case ${numberOf('i1')}`,
    ]);
    expect(messages.find(({ template }) => template === 'clock-warning')?.body).toContain('18:00');
    const first = await ask(2);
    const second = await ask(2, first.nextCursor);
    expect(new Set([...first.messages, ...second.messages].map(({ id }) => id)).size).toBe(3);
    expect(second.nextCursor).toBe('');
    const other = await rig.tokenOf({ subject: 'h2', role: 'handler', parks: ['SH01'] });
    const ids = messages.map(({ id }) => id);
    expect(await client.markRead({ ids }, { principalToken: other })).toEqual({ marked: 0 });
    expect(await client.markRead({ ids: ids.slice(0, 1) }, { principalToken })).toEqual({ marked: 1 });
    expect((await ask(0, '', true)).messages).toHaveLength(2);
    expect(await client.markRead({ ids: [] }, { principalToken })).toEqual({ marked: 2 });
    expect((await ask()).unread).toBe(0);
    await app.stop();
  });

  it('is for staff only', async () => {
    const { app, client } = await rig.startApp(smtpEnv());
    const principalToken = await rig.tokenOf({ kind: 'complainant', subject: 'i1', role: 'complainant' });
    const refusal = { kind: 'Forbidden' };
    await expect(client.listInbox({ page: undefined, unreadOnly: false }, { principalToken })).rejects.toMatchObject(
      refusal,
    );
    await expect(client.listDeliveries({ caseId: 'a1' }, { principalToken })).rejects.toMatchObject(refusal);
    await app.stop();
  });

  it('shows the log of a case to those who may see its park', async () => {
    const { app, client } = await rig.startApp(smtpEnv());
    const principalToken = await rig.tokenOf({ role: 'park-manager', parks: ['BJ02'] });
    expect(await client.listDeliveries({ caseId: 'a1' }, { principalToken })).toEqual({ deliveries: [] });
    await app.stop();
  });
});

describe('without an SMTP server', () => {
  it('shows in the outbox what would have been sent, to people of the whole group', async () => {
    const { app, client } = await rig.startApp();
    rig.intake.contacts.set('o1', { email: 'o1@example.org' });
    await registered(rig.bus, 'o1');
    expect(await ended('o1')).toMatchObject({ status: 'sent' });
    const { mails } = await client.listOutbox({ page: undefined });
    expect(mails).toEqual([expect.objectContaining({ to: 'o1@example.org' })]);
    const handler = await rig.tokenOf({ subject: 'h1', role: 'handler', parks: ['SH01'] });
    await expect(client.listOutbox({ page: undefined }, { principalToken: handler })).rejects.toMatchObject({
      kind: 'Forbidden',
    });
    await app.stop();
  });

  it('has no outbox where mails are sent', async () => {
    const { app, client } = await rig.startApp(smtpEnv());
    await expect(client.listOutbox({ page: undefined })).rejects.toMatchObject({
      kind: 'Refused',
      code: 'mails_are_sent',
    });
    await app.stop();
  });
});

it('holds warnings by e-mail back in quiet hours, but none about a P1', async () => {
  const at = (hoursFromNow: number) => new Date(Date.now() + hoursFromNow * 3_600_000).toISOString().slice(11, 16);
  // The park of the directory is in Shanghai, eight hours ahead.
  rig.policy.quietHours = { from: at(8 - 2), to: at(8 + 3) };
  const { app } = await rig.startApp({ ...smtpEnv(), NOTIFICATION_STAFF_EMAIL: 'true' });
  await clockWarned(rig.bus, 'quiet1', 2);
  await clockWarned(rig.bus, 'quiet2', 2, common.Priority.P1);
  expect((await ended('quiet2')).status).toBe('sent');
  const [held] = await waitFor(async () => {
    const found = await deliveriesOf('quiet1');
    return found.length > 0 ? found : undefined;
  });
  expect(held?.status).toBe('pending');
  expect(held!.dueAt!.getTime() - Date.now()).toBeGreaterThan(2.9 * 3_600_000);
  delete rig.policy.quietHours;
  await app.stop();
});
