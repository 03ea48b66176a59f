import { common, intake, topics } from '@parkline/proto';
import type { ReceivedEvent } from '@parkline/messaging';
import { BACKGROUND } from '@parkline/mongo';
import { waitFor } from '@parkline/testing';
import { publishPark, startRig, type Rig } from './rig';

let rig: Rig;
const heard: ReceivedEvent[] = [];

beforeAll(async () => {
  rig = await startRig();
  await rig.bus.subscribe({
    group: 'listener',
    topics: [topics.intake],
    handler: (batch) => {
      heard.push(...batch);
      return Promise.resolve();
    },
  });
});
afterAll(() => rig.end());

const complaint = (change: Partial<intake.RegisterComplaintRequest> = {}): intake.RegisterComplaintRequest =>
  intake.RegisterComplaintRequest.create({
    parkCode: 'SH01',
    channel: common.Channel.WEB,
    description: '12号楼电梯困人',
    identity: common.Identity.NAMED,
    contact: { name: '王小明', phone: '13800138000', email: 'wang@example.cn', preferredChannel: 'phone' },
    ...change,
  });
const named = { name: '王小明', phone: '13800138000', email: 'wang@example.cn', preferredChannel: 'phone' };
const publicSays = async (change?: Partial<intake.RegisterComplaintRequest>) =>
  rig.client.registerComplaint(complaint(change), await rig.asPublic());
const staffSays = async (change?: Partial<intake.RegisterComplaintRequest>) =>
  rig.client.registerComplaint(complaint({ channel: common.Channel.PHONE, ...change }), await rig.asStaff());
const storedText = async (): Promise<string> =>
  JSON.stringify(await rig.store.collection('complaints').find({}).toArray());

describe('intake', () => {
  it('says that it is not ready while it knows no park at all', async () => {
    const call = rig.client.registerComplaint(complaint(), { ...(await rig.asPublic()), deadlineMs: 500 });
    await expect(call).rejects.toMatchObject({ kind: 'Unavailable' });
    await publishPark(rig.bus, { code: 'SH01' });
    await publishPark(rig.bus, { code: 'BJ01', groupId: 'g2' });
    const copy = rig.store.collection<{ _id: string }>('directory');
    await waitFor(
      async () => (await copy.findOne({ _id: 'park/SH01' })) && (await copy.findOne({ _id: 'park/BJ01' })) !== null,
    );
  });

  it('registers a complaint and tells the world without saying who the person is', async () => {
    const { complaintId, number, trackingCode, repeated } = await publicSays({ place: '12号楼' });
    expect(repeated).toBe(false);
    expect(number).toMatch(/^SH01-20261122-\d{5}$/);
    const event = await waitFor(() => heard.find(({ key }) => key === complaintId));
    expect(event).toMatchObject({ type: 'ComplaintRegistered', source: 'intake', seq: 1 });
    const { change } = intake.IntakeEvent.decode(event.payload);
    expect(change?.value).toMatchObject({
      complaintId,
      number,
      groupId: 'g1',
      kind: common.Kind.COMPLAINT,
      hasContact: true,
      hasEmail: true,
      filedBy: '',
    });
    const told = Buffer.from(event.payload).toString('latin1');
    for (const secret of ['13800138000', 'wang@example.cn', trackingCode]) expect(told).not.toContain(secret);
    expect(change?.value.complainantRef).toMatch(/^.{22}$/);
  });

  it('stores contact data encrypted only, and of the tracking code its hash only', async () => {
    const { trackingCode } = await publicSays();
    const stored = await storedText();
    for (const secret of ['王小明', '13800138000', 'wang@example.cn', trackingCode])
      expect(stored).not.toContain(secret);
  });

  it('gives the group of the park to what the public files, and the person to what staff file', async () => {
    const { number } = await staffSays();
    const { complaint: found } = await rig.client.getComplaint({ number }, await rig.asStaff());
    expect(found).toMatchObject({ groupId: 'g1', filedBy: 's-1', channel: common.Channel.PHONE });
  });

  it('knows the same person again, within a group', async () => {
    const refs = await Promise.all(
      [{ ...named }, { ...named, phone: '+86 138-0013-8000', name: '' }].map(async (contact) => {
        const { complaintId } = await publicSays({ contact });
        const event = await waitFor(() => heard.find(({ key }) => key === complaintId));
        return intake.IntakeEvent.decode(event.payload).change?.value.complainantRef;
      }),
    );
    expect(refs[0]).toBe(refs[1]);
  });

  it('refuses what is wrong, naming the field, and stores nothing of it', async () => {
    const before = await rig.store.collection('complaints').countDocuments();
    await expect(publicSays({ description: 'a\u202eb' })).rejects.toMatchObject({
      kind: 'InvalidInput',
      field: 'description',
    });
    await expect(publicSays({ parkCode: 'XX99' })).rejects.toMatchObject({ code: 'unknown_park', field: 'parkCode' });
    await expect(staffSays({ parkCode: 'BJ01' })).rejects.toMatchObject({ code: 'unknown_park' });
    await expect(publicSays({ channel: common.Channel.PHONE })).rejects.toMatchObject({ code: 'channel_not_public' });
    expect(await rig.store.collection('complaints').countDocuments()).toBe(before);
  });

  it('gives 200 complaints at once 200 numbers, over two processes', async () => {
    const second = await rig.startApp();
    const token = await rig.asPublic();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        (n % 2 === 0 ? rig.client : second.client).registerComplaint(complaint({ description: `第 ${n} 件` }), token),
      ),
    );
    expect(new Set(answers.map(({ number }) => number)).size).toBe(200);
    expect(new Set(answers.map(({ complaintId }) => complaintId)).size).toBe(200);
  });

  it('makes one complaint of twenty requests with the same key', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => publicSays({ idempotencyKey: 'twenty' })));
    expect(new Set(answers.map(({ number }) => number)).size).toBe(1);
    expect(new Set(answers.map(({ trackingCode }) => trackingCode)).size).toBe(1);
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    const id = answers[0]?.complaintId;
    await waitFor(() => heard.some(({ key }) => key === id));
    expect(heard.filter(({ key }) => key === id)).toHaveLength(1);
  });

  it('refuses a key that was used for another body, and keeps callers apart', async () => {
    const first = await publicSays({ idempotencyKey: 'reused' });
    await expect(publicSays({ idempotencyKey: 'reused', description: 'something else' })).rejects.toMatchObject({
      kind: 'Conflict',
      code: 'idempotency_key_reused',
    });
    const staff = await staffSays({ idempotencyKey: 'reused' });
    expect(staff.number).not.toBe(first.number);
  });

  it('registers with a single store command on the hot path', async () => {
    await publicSays(); // a block of numbers is at hand from now on
    const commands: string[] = [];
    const listen = ({ commandName, command }: { commandName: string; command: Record<string, unknown> }): void => {
      if (command[commandName] === 'complaints' && command.comment !== BACKGROUND) commands.push(commandName);
    };
    const client = rig.store.client.connection.getClient();
    client.on('commandStarted', listen);
    for (let n = 0; n < 5; n += 1) await publicSays();
    client.off('commandStarted', listen);
    // The relay's updates, which clear what was published, come beside and are for many at once.
    expect(commands.filter((name) => name !== 'update')).toEqual(Array.from({ length: 5 }, () => 'insert'));
  });

  it('tracks by number and code however the code is typed', async () => {
    const { number, trackingCode } = await publicSays();
    const typed = trackingCode.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
    const { complaint: found } = await rig.client.track(
      { number: number.toLowerCase(), trackingCode: `${typed.slice(0, 5)}-${typed.slice(5)}` },
      await rig.asPublic(),
    );
    expect(found).toMatchObject({ number, description: '12号楼电梯困人' });
  });

  it('gives the same answer for an unknown number, a wrong code and a malformed code', async () => {
    const { number, trackingCode } = await publicSays();
    const wrong = trackingCode.startsWith('0') ? `1${trackingCode.slice(1)}` : `0${trackingCode.slice(1)}`;
    const tries = [
      { number: 'SH01-20261122-99999', trackingCode },
      { number, trackingCode: wrong },
      { number, trackingCode: '???' },
      { number, trackingCode: '' },
      { number: '{"$ne":1}', trackingCode },
    ];
    const token = await rig.asPublic();
    const answers = await Promise.all(
      tries.map((one) =>
        rig.client.track(one, token).then(
          () => undefined,
          (error: Error & { kind: string; code: string }) => error,
        ),
      ),
    );
    for (const answer of answers) {
      expect(answer).toMatchObject({ kind: 'NotFound', code: 'complaint_not_found', message: answers[0]?.message });
    }
  });

  it('gives contact data in clear to notification and to nobody else', async () => {
    const { complaintId, number, trackingCode } = await publicSays({ locale: 'en' });
    const told = await rig.client.getContact({ complaintId }, await rig.asService('notification'));
    expect(told).toEqual({ contact: named, number, trackingCode, locale: 'en' });
    for (const other of [
      await rig.asService('casework'),
      await rig.asStaff({ role: 'hq-admin' }),
      await rig.asPublic(),
    ]) {
      await expect(rig.client.getContact({ complaintId }, other)).rejects.toMatchObject({ kind: 'Forbidden' });
    }
  });

  it('knows no contact of an anonymous person', async () => {
    const { complaintId, number } = await publicSays({ identity: common.Identity.ANONYMOUS, contact: undefined });
    const told = await rig.client.getContact({ complaintId }, await rig.asService('notification'));
    expect(told.contact).toBeUndefined();
    expect(await rig.client.revealContact({ number, reason: '' }, await rig.asStaff())).toEqual({
      contact: undefined,
      masked: true,
    });
  });

  it('shows staff of the park masked contact data, and the real ones with a reason, which it records', async () => {
    const { complaintId, number } = await publicSays();
    const handler = await rig.asStaff({ subject: 's-7', role: 'handler', parks: ['SH01'] });
    const masked = await rig.client.revealContact({ number, reason: '' }, handler);
    expect(masked).toMatchObject({
      masked: true,
      contact: { name: '王**', phone: '138****8000', email: 'w***@example.cn' },
    });
    expect(await rig.store.collection('reveals').countDocuments({ complaintId })).toBe(0);
    const real = await rig.client.revealContact({ number, reason: '约定上门时间' }, handler);
    expect(real).toMatchObject({ masked: false, contact: named });
    expect(await rig.store.collection('reveals').findOne({ complaintId })).toMatchObject({
      by: 's-7',
      role: 'handler',
      reason: '约定上门时间',
      number,
    });
    await expect(rig.client.revealContact({ number, reason: 'why' }, handler)).rejects.toMatchObject({
      field: 'reason',
    });
  });

  it('hides a confidential person from the handling roles and everybody from other parks and groups', async () => {
    const { number } = await publicSays({ identity: common.Identity.CONFIDENTIAL });
    const asks = async (person: Parameters<Rig['asStaff']>[0]) =>
      rig.client.revealContact({ number, reason: '需要核实情况' }, await rig.asStaff(person));
    await expect(asks({ role: 'handler', parks: ['SH01'] })).rejects.toMatchObject({ code: 'identity_sealed' });
    await expect(asks({ role: 'team-lead', parks: ['SH01'] })).rejects.toMatchObject({ code: 'identity_sealed' });
    await expect(asks({ role: 'park-manager', parks: ['SH02'] })).rejects.toMatchObject({ kind: 'NotFound' });
    await expect(asks({ role: 'hq-admin', groupId: 'g2' })).rejects.toMatchObject({ kind: 'NotFound' });
    await expect(asks({ role: 'park-manager', parks: ['SH01'] })).resolves.toMatchObject({ masked: false });
  });

  describe('search tokens', () => {
    const tokensOf = async (change: Partial<intake.RegisterComplaintRequest>) => {
      const { complaintId } = await publicSays(change);
      const event = await waitFor(() => heard.find(({ key }) => key === complaintId));
      return intake.IntakeEvent.decode(event.payload).change?.value.searchTokens ?? [];
    };
    const blinded = async (...terms: string[]) => {
      const request = { groupId: 'g1', terms };
      const answer = await rig.client.blindSearchTerms(request, await rig.asService('casework'));
      return answer.terms.map(({ tokens }) => tokens);
    };

    it('are those that a name or a number typed by staff stands for', async () => {
      const tokens = await tokensOf({});
      for (const some of await blinded('王小明', 'wangxiaoming', 'wxm', '13800138000', '8000')) {
        expect(some.some((token) => tokens.includes(token))).toBe(true);
      }
      for (const some of await blinded('王小', 'xiaoming', '8001', '2026', '')) {
        expect(some.some((token) => tokens.includes(token))).toBe(false);
      }
    });

    it('say nothing themselves, and are others in another group', async () => {
      const tokens = await tokensOf({});
      expect(tokens.length).toBeGreaterThan(3);
      for (const token of tokens) expect(token).toMatch(/^[\w-]{16}$/);
      const elsewhere = { groupId: 'g2', terms: ['王小明'] };
      const other = await rig.client.blindSearchTerms(elsewhere, await rig.asService('casework'));
      expect(tokens).not.toEqual(expect.arrayContaining(other.terms[0]!.tokens));
    });

    it('are kept of nobody who is confidential or anonymous', async () => {
      expect(await tokensOf({ identity: common.Identity.CONFIDENTIAL })).toEqual([]);
      expect(await tokensOf({ identity: common.Identity.ANONYMOUS, contact: undefined })).toEqual([]);
    });

    it('are told to casework only, and only for what a person may have typed', async () => {
      const request = { groupId: 'g1', terms: ['王小明'] };
      for (const other of [await rig.asStaff(), await rig.asService('notification'), await rig.asPublic()]) {
        await expect(rig.client.blindSearchTerms(request, other)).rejects.toMatchObject({ kind: 'Forbidden' });
      }
      const casework = await rig.asService('casework');
      const many = { groupId: 'g1', terms: Array.from({ length: 21 }, (_, n) => `${n}`) };
      await expect(rig.client.blindSearchTerms(many, casework)).rejects.toMatchObject({ kind: 'InvalidInput' });
      const long = { groupId: 'g1', terms: ['王'.repeat(101)] };
      await expect(rig.client.blindSearchTerms(long, casework)).rejects.toMatchObject({ field: 'terms' });
    });
  });

  it('begins a new day of numbers at midnight of the park', async () => {
    rig.clock.set(new Date('2026-11-22T16:00:01Z'));
    expect((await publicSays()).number).toMatch(/^SH01-20261123-/);
  });
});
