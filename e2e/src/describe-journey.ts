import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '@parkline/testing';
import type { Api, Json, Person } from './api';
import {
  allDispatched,
  counted,
  fileAll,
  rate,
  reportEqualsRecount,
  trackedIn,
  workToResolved,
  type Filed,
  type LabelledComplaint,
} from './journey';
import type { Mailbox } from './mailbox';

export interface Stage {
  api: Api;
  mailbox: Mailbox;
  /** What happens to the platform while complaints are being filed. */
  disturb?: () => Promise<void>;
}

const complaints = JSON.parse(
  readFileSync(join(__dirname, '..', 'fixtures', 'complaints.json'), 'utf8'),
) as LabelledComplaint[];

/** The main job on real input: 200 labelled complaints all the way round, over HTTP alone. */
export function describeJourney(where: string, stage: () => Stage): void {
  describe(`200 complaints ${where}`, () => {
    let api: Api;
    let hq: Person;
    let filed: Filed[];
    let rows: Map<string, Json>;
    let units: Map<string, Json>;
    const used = new Set<string>();

    beforeAll(async () => {
      api = stage().api;
      hq = await api.person({ role: 'hq-officer' });
      const half = Math.floor(complaints.length / 2);
      const first = fileAll(api, complaints.slice(0, half));
      const disturbed = stage().disturb?.();
      filed = [...(await first), ...(await fileAll(api, complaints.slice(half)))];
      await disturbed;
      rows = await allDispatched(api, filed, hq, 120_000);
      const { body } = await api.request('GET', '/v1/directory', { token: hq.token });
      units = new Map(body.units.map((unit: Json) => [unit.id, unit]));
    }, 300_000);

    /** A case of which nothing is known but what the test asks for, used once. */
    const take = (wanted: (row: Json, filed: Filed) => boolean): Filed => {
      const found = filed.find((one) => !used.has(one.number) && wanted(rows.get(one.number), one));
      if (!found) throw new Error('there is no such case left');
      used.add(found.number);
      return found;
    };
    const staffOf = async (id: string): Promise<Person> => {
      const { body } = await api.request('GET', '/v1/directory', { token: hq.token });
      const staff = body.staff.find((one: Json) => one.id === id);
      return api.person({ staffId: staff.id, role: staff.role });
    };

    it('each end dispatched to a person, with reasons', () => {
      expect(filed).toHaveLength(200);
      expect(new Set(filed.map(({ number }) => number)).size).toBe(200);
      for (const row of rows.values()) {
        expect(row).toMatchObject({
          state: 'dispatched',
          handlerId: expect.stringMatching(/./),
          unitId: expect.stringMatching(/./),
        });
        expect(row.dispatchReasons.length).toBeGreaterThan(0);
      }
    });

    it('get their category and unit for at least 70 %, and at most 20 % go to the backstop', () => {
      const right = filed.filter(({ number, complaint: { label } }) => {
        const row = rows.get(number);
        return row.category === label.category && units.get(row.unitId)?.function === label.unitFunction;
      });
      const flagged = [...rows.values()].filter((row) => row.flagged);
      console.log(`category and unit right: ${right.length} of 200; to the backstop: ${flagged.length}`);
      expect(right.length).toBeGreaterThanOrEqual(140);
      expect(flagged.length).toBeLessThanOrEqual(40);
    });

    it('give nobody more than twice the mean of his team', async () => {
      const { body } = await api.request('GET', '/v1/directory', { token: hq.token });
      const loads = new Map<string, number>();
      for (const { handlerId } of rows.values()) loads.set(handlerId, (loads.get(handlerId) ?? 0) + 1);
      for (const unitId of new Set([...rows.values()].map((row) => row.unitId))) {
        const team = body.staff.filter((one: Json) => one.unitId === unitId && one.active);
        const total = [...rows.values()].filter((row) => row.unitId === unitId).length;
        const mean = total / team.length;
        for (const { id } of team) expect(loads.get(id) ?? 0).toBeLessThanOrEqual(Math.max(1, Math.ceil(2 * mean)));
      }
    });

    it.each(['P1', 'P2', 'P3', 'P4'])(
      'one of %s is worked to closed and rated',
      async (priority) => {
        const one = take((row) => row.priority === priority);
        await workToResolved(api, one.number, hq);
        await trackedIn(api, one, 'resolved', 'revisiting');
        await rate(api, one, 'yes', 5);
        const tracked = await trackedIn(api, one, 'closed');
        expect(tracked).toMatchObject({ outcome: 'resolved', answer: '已处理完毕，请您确认。' });
      },
      60_000,
    );

    it('one that was not solved is reopened to the superior, in a second cycle', async () => {
      const one = take((row) => row.kind === 'complaint' && row.priority === 'P3');
      const handler = await workToResolved(api, one.number, hq);
      await rate(api, one, 'no', 1);
      const again = await waitFor(async () => {
        const { case: item } = await api.getCase(one.number, hq.token);
        return item.cycle === 2 && item.state === 'dispatched' && item;
      });
      expect(again.handlerId).not.toBe(handler.staffId);
    });

    it('one is withdrawn by the complainant', async () => {
      const one = take((row) => row.priority !== 'P1');
      expect(await api.asComplainant(one.number, one.trackingCode, 'withdraw', { reason: '已经好了' })).toMatchObject({
        status: 200,
      });
      expect(await trackedIn(api, one, 'closed')).toMatchObject({ outcome: 'withdrawn' });
    });

    it('one is declined by the dispatch desk, with where else to go', async () => {
      const one = take((row) => row.priority === 'P4' || row.flagged);
      const answer = await api.command(one.number, 'decline', hq.token, {
        reason: '不属于园区管理范围。',
        referTo: '市政热线 12345',
      });
      expect(answer.status).toBe(200);
      expect(await trackedIn(api, one, 'closed')).toMatchObject({ outcome: 'declined' });
    });

    it('one filed without a name is tracked by its code alone, and its answer reaches the handler', async () => {
      const one = take((_row, { complaint }) => complaint.identity === 'anonymous' && complaint.channel !== 'phone');
      const { case: item } = await api.getCase(one.number, hq.token);
      const handler = await staffOf(item.handlerId);
      for (const [command, body] of [
        ['sign', {}],
        ['log-contact', { means: 'visit' }],
        ['wait-for-complainant', { question: '请问具体在哪一层？' }],
      ] as const) {
        expect(await api.command(one.number, command, handler.token, body)).toMatchObject({ status: 200 });
      }
      const asked = await trackedIn(api, one, 'waiting_complainant');
      expect(JSON.stringify(asked.timeline)).toContain('请问具体在哪一层？');
      expect(await api.asComplainant(one.number, one.trackingCode, 'answer', { text: '三层东侧。' })).toMatchObject({
        status: 200,
      });
      expect((await api.getCase(one.number, hq.token)).case.state).toBe('in_progress');
      for (const code of ['0000000000', 'short', one.trackingCode.slice(0, 9)]) {
        expect((await api.track(one.number, code)).status).toBe(404);
      }
    });

    it('everybody with an e-mail address gets one acknowledgement', async () => {
      const { mailbox } = stage();
      const withMail = filed.filter(({ complaint }) => complaint.contact?.email);
      expect(withMail.length).toBeGreaterThan(50);
      await waitFor(
        () => {
          const missing = withMail.filter(
            ({ number, complaint }) =>
              !mailbox.to(complaint.contact?.email ?? '').some(({ text }) => text.includes(number)),
          );
          if (missing.length > 0)
            throw new Error(`${missing.length} without an acknowledgement, like ${missing[0]?.number}`);
          return true;
        },
        { everyMs: 500, what: 'all acknowledgements' },
      );
      const ids = mailbox.mails.map(({ messageId }) => messageId);
      expect(ids.every((id) => id !== '')).toBe(true);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('the figures of the report equal a recount from the case list', async () => {
      const report = await reportEqualsRecount(api, hq, 60_000);
      // The breakdowns count what the figures count: complaints and repairs.
      const all = (await api.list('all', hq.token)).filter(({ case: item }) => counted.has(item.kind));
      for (const [shown, of] of [
        ['byState', 'state'],
        ['byCategory', 'category'],
        ['byPriority', 'priority'],
        ['byChannel', 'channel'],
      ] as const) {
        const expected = new Map<string, number>();
        for (const { case: item } of all) expected.set(item[of], (expected.get(item[of]) ?? 0) + 1);
        const figures = new Map<string, number>(
          report[shown].filter((one: Json) => one.cases > 0).map((one: Json) => [one.key, one.cases]),
        );
        expect([...figures].sort()).toEqual([...expected].sort());
      }
    });
  });
}
