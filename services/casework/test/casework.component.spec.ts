import { BACKGROUND } from '@parkline/mongo';
import { type casework, common, topics } from '@parkline/proto';
import { waitFor } from '@parkline/testing';
import { complaintRegistered, dispatchTo, type Rig, startRig } from './rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.end());

const note = (text: string) => ({ $case: 'addNote' as const, value: { text, sealed: false } });
const sign = { $case: 'sign' as const, value: {} };
const start = { $case: 'start' as const, value: {} };
const resolve = {
  $case: 'resolve' as const,
  value: { rootCause: common.RootCause.FACILITY_MAINTENANCE, answer: 'The lift runs again.' },
};

async function newCase(complaint: Parameters<Rig['register']>[1] = {}): Promise<string> {
  const [id] = await rig.register(1, complaint);
  return id!;
}

/** A case in wang's hands. */
async function dispatchedCase(): Promise<string> {
  const id = await newCase();
  await rig.command('routing', id, dispatchTo('sh01-eng', 'wang'));
  return id;
}

describe('the usual way', () => {
  it('leads from the registered complaint to the closed case, and tells every step', async () => {
    const id = await newCase({ place: 'Building 3' });
    const steps: [string, Parameters<Rig['command']>[2]][] = [
      ['routing', dispatchTo('sh01-eng', 'wang', { flag: true })],
      ['wang', sign],
      ['wang', { $case: 'logContact', value: { means: 'visit', note: 'he is angry' } }],
      ['wang', { $case: 'waitForComplainant', value: { question: 'Which lift?' } }],
      [`complainant:${id}`, { $case: 'answer', value: { text: 'The left one.' } }],
      ['wang', resolve],
      ['feedback', { $case: 'startRevisit', value: {} }],
      ['feedback', { $case: 'close', value: { outcome: common.Outcome.RESOLVED, note: '' } }],
    ];
    const states: string[] = [];
    for (const [who, command] of steps) {
      rig.clock.advance(60_000);
      states.push((await rig.command(who, id, command)).state);
    }
    expect(states).toEqual([
      'DISPATCHED',
      'SIGNED',
      'IN_PROGRESS',
      'WAITING_COMPLAINANT',
      'IN_PROGRESS',
      'RESOLVED',
      'REVISITING',
      'CLOSED',
    ]);

    const events = await waitFor(() => rig.published(id).length === 9 && rig.published(id), { what: '9 events' });
    expect(events.map((event) => event.change?.$case)).toEqual([
      'opened',
      'dispatched',
      'signed',
      'contactLogged',
      'complainantAwaited',
      'complainantAnswered',
      'resolved',
      'revisitStarted',
      'closed',
    ]);
    expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(events[0]).toMatchObject({ change: { value: { description: '3号楼电梯又坏了 😀' } } });
    expect(events.at(-1)?.case).toMatchObject({
      version: 9,
      state: 'CLOSED',
      outcome: 'RESOLVED',
      priority: 'P2',
      handlerId: 'wang',
      flagged: false,
      answer: 'The lift runs again.',
      place: 'Building 3',
      pauses: [{ from: expect.any(Date) as Date, to: expect.any(Date) as Date }],
    });
    expect(events[3]?.actor).toEqual({ kind: 'person', id: 'wang', role: 'handler' });
  });

  it('goes round again after a no, with the team lead', async () => {
    const id = await dispatchedCase();
    await rig.command('wang', id, sign);
    await rig.command('wang', id, { $case: 'logContact', value: { means: 'visit', note: '' } });
    await rig.command('wang', id, resolve);
    const reopened = await rig.command('feedback', id, { $case: 'reopen', value: { reason: 'rated no' } });
    expect(reopened).toMatchObject({ state: 'DISPATCHED', cycle: 2, handlerId: 'lead', dispatches: 2 });
    const late = rig.command('feedback', id, { $case: 'startRevisit', value: {} });
    await expect(late).rejects.toMatchObject({ kind: 'Refused', code: 'moved_on' });
  });
});

describe('opening', () => {
  it('takes a batch of 100 complaints with at most 4 store commands', async () => {
    const settled = async () => {
      const waiting = { pendingSince: { $gt: new Date(0) } };
      return (await rig.store.collection('cases').countDocuments(waiting, { comment: BACKGROUND })) === 0;
    };
    // What the tests before have left is published first.
    await waitFor(settled, { what: 'an empty outbox' });
    const before = rig.bus.events(topics.case).length;
    const events = Array.from({ length: 100 }, (_, n) => complaintRegistered(5_000 + n, rig.clock()));
    const commandsBefore = rig.store.commandCount();
    await rig.bus.publish(topics.intake, events);
    await waitFor(() => rig.bus.events(topics.case).length === before + 100, { what: '100 CaseOpened' });
    await waitFor(settled, { what: 'an empty outbox' });
    // Find, save, journal, clear.
    expect(rig.store.commandCount() - commandsBefore).toBeLessThanOrEqual(4);
  });

  it('opens one case however often the complaint is told', async () => {
    const event = complaintRegistered(7_000, rig.clock());
    await rig.bus.publish(topics.intake, [event, event]);
    await rig.bus.publish(topics.intake, [{ ...event, seq: 2, id: `${event.id}b` }]);
    const id = await newCase();
    await waitFor(() => rig.published(id).length === 1);
    await waitFor(() => rig.published(event.key).length === 1);
    expect(rig.published(event.key)).toHaveLength(1);
  });
});

describe('commands', () => {
  it('of 20 at once are all kept', async () => {
    const id = await dispatchedCase();
    const given = Array.from({ length: 20 }, (_, n) => rig.command(n % 2 ? 'wang' : 'zhao', id, note(`note ${n}`)));
    const answers = await Promise.all(given);
    expect(new Set(answers.map((answer) => answer.version)).size).toBe(20);
    const { timeline, case: c } = await rig.client.getCase({ caseRef: id }, await rig.as('wang'));
    expect(c?.version).toBe(22);
    expect(timeline.map((entry) => entry.seq)).toEqual(Array.from({ length: 22 }, (_, n) => n + 1));
  });

  it('with an id that was used give the first answer again, and only to the same command', async () => {
    const id = await dispatchedCase();
    const first = await rig.command('wang', id, sign, { commandId: 'wang:k1' });
    await rig.command('wang', id, start);
    expect(await rig.command('wang', id, sign, { commandId: 'wang:k1' })).toEqual(first);
    const other = rig.command('wang', id, note('something else'), { commandId: 'wang:k1' });
    await expect(other).rejects.toMatchObject({ kind: 'Conflict', code: 'command_id_reused' });
    const somebody = rig.command('zhao', id, sign, { commandId: 'wang:k1' });
    await expect(somebody).rejects.toMatchObject({ kind: 'Conflict', code: 'command_id_reused' });
  });

  it('on a version that is no more say what changed since', async () => {
    const id = await dispatchedCase();
    await rig.command('wang', id, sign);
    await rig.command('zhao', id, note('seen'));
    const error: unknown = await rig.command('wang', id, start, { expectedVersion: 2 }).catch((e: unknown) => e);
    expect(error).toMatchObject({ kind: 'Conflict', code: 'stale_version', details: { version: '4' } });
    const { changes } = (error as { details: { changes: string } }).details;
    expect(JSON.parse(changes)).toMatchObject([
      { seq: 3, type: 'CaseSigned', actor: { id: 'wang' } },
      { seq: 4, type: 'NoteAdded', actor: { id: 'zhao' } },
    ]);
    expect((await rig.command('wang', id, start, { expectedVersion: 4 })).state).toBe('IN_PROGRESS');
  });

  it('on a version that is no more say nothing of what is sealed to those who may not read it', async () => {
    const id = await dispatchedCase();
    const sealed = { $case: 'addNote', value: { text: 'it is about him', sealed: true } } as const;
    await rig.command('zhao', id, sealed);
    const error: unknown = await rig.command('wang', id, start, { expectedVersion: 2 }).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'stale_version', details: { version: '3', changes: '[]' } });
  });

  it.each<[string, Partial<casework.ExecuteRequest>, string]>([
    ['without a command', { command: undefined }, 'command'],
    ['with a text that is too long', { command: note('字'.repeat(5_001)) }, 'text'],
    ['with an empty text', { command: note('') }, 'text'],
    ['without an id', { commandId: '' }, 'commandId'],
    ['without a case', { caseRef: '' }, 'caseRef'],
  ])('%s are invalid, naming the field', async (_label, wrong, field) => {
    const id = await dispatchedCase();
    const given = rig.command('wang', id, note('fine'), wrong);
    await expect(given).rejects.toMatchObject({ kind: 'InvalidInput', field });
  });

  it('of services are for their own purposes only', async () => {
    const id = await dispatchedCase();
    await expect(rig.command('sla', id, sign)).rejects.toMatchObject({ kind: 'Forbidden' });
    await expect(rig.command('sla', id, sign, { cycle: 0 })).rejects.toMatchObject({ kind: 'InvalidInput' });
  });
});

describe('who may see a case', () => {
  it.each(['beijing', 'stranger', 'complainant:01JNA000000000000000000000', 'public'])('not %s', async (who) => {
    const id = await dispatchedCase();
    const error = expect.objectContaining({ kind: who === 'public' ? 'Forbidden' : 'NotFound' }) as Error;
    const options = await rig.as(who);
    await expect(rig.client.getCase({ caseRef: id }, options)).rejects.toEqual(error);
    await expect(rig.command(who, id, note('hello'))).rejects.toEqual(error);
    await expect(rig.command(who, id, note('hello'), { expectedVersion: 1 })).rejects.toEqual(error);
    expect(await rig.client.getCases({ ids: [id] }, options)).toEqual({ cases: [] });
  });

  it('staff of the park, by id and by number, with what they could do', async () => {
    const id = await dispatchedCase();
    const byId = await rig.client.getCase({ caseRef: id }, await rig.as('wang'));
    const byNumber = await rig.client.getCase({ caseRef: byId.case!.number }, await rig.as('wang'));
    expect(byNumber).toEqual(byId);
    expect(byId.description).toBe('3号楼电梯又坏了 😀');
    const own = ['sign', 'add-note', 'reply', 'request-return', 'transfer'];
    const onIt = ['tick-step', 'assess-impact', 'record-relief', 'add-task', 'ask-expert', 'plan-improvement'];
    expect(byId.commands).toEqual([...own, ...onIt]);
    expect(byId.timeline[1]).toMatchObject({
      type: 'CaseDispatched',
      facts: { handlerId: 'wang', reasons: 'keyword: lift', priority: 'p2' },
      actor: { kind: 'service', id: 'routing' },
    });
  });

  it('the complainant his own, without names, reasons and notes', async () => {
    const id = await dispatchedCase();
    await rig.command('wang', id, sign);
    await rig.command('wang', id, { $case: 'logContact', value: { means: 'phone', note: 'he is angry' } });
    await rig.command('wang', id, note('not for him'));
    await rig.command('wang', id, { $case: 'reply', value: { text: 'The part is ordered.' } });
    const seen = await rig.client.getCase({ caseRef: id }, await rig.as(`complainant:${id}`));
    expect(seen.case).toMatchObject({ state: 'IN_PROGRESS', handlerId: '', dispatchReasons: [] });
    expect(seen.commands).toEqual(['answer', 'withdraw']);
    expect(seen.timeline.map((entry) => [entry.type, entry.text])).toEqual([
      ['CaseOpened', ''],
      ['CaseDispatched', ''],
      ['CaseSigned', ''],
      ['ContactLogged', ''],
      ['ReplySent', 'The part is ordered.'],
    ]);
    for (const secret of ['angry', 'not for him', 'wang', 'keyword']) {
      expect(JSON.stringify(seen)).not.toContain(secret);
    }
  });
});

describe('escalation', () => {
  it('lets the next level watch, and counts a level that nobody fills', async () => {
    const id = await dispatchedCase();
    const escalate = (step: number) => ({
      $case: 'escalate' as const,
      value: { step, clock: 'sign', deadlineNumber: 1, dueAt: undefined },
    });
    expect((await rig.command('sla', id, escalate(100))).escalationLevel).toBe(100);
    const { watcherIds } = await rig.client.getCase({ caseRef: id }, await rig.as('wang'));
    expect(watcherIds).toEqual(['lead']);

    const beijing = await newCase({ parkCode: 'BJ01' });
    await rig.command('routing', beijing, dispatchTo('bj01-eng', 'beijing'));
    await rig.command('sla', beijing, escalate(100));
    const metrics = await rig.app.metrics.getSingleMetricAsString('casework_escalations_nobody_total');
    expect(metrics).toContain('{role="team-lead"} 1');
  });
});
