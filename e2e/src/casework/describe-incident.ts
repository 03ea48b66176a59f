import { waitFor } from '@parkline/testing';
import type { Api, Json } from '../api';
import { desk, entries, headquarters, signAndVisit, type OpenCase, type Office } from './office';
import type { Mailbox } from '../mailbox';

export interface IncidentStage {
  office: Office;
  mailbox: Mailbox;
}

const park = 'SZ01';
const message = '已安排抢修人员到场，预计两小时内恢复供电。';
const answer = '已更换配电柜断路器，供电恢复。';

/** Many people, one incident: a master and linked complaints that each come to an end of their own. */
export function describeIncident(where: string, linkedCount: number, stage: () => IncidentStage): void {
  describe(`an incident of ${linkedCount} linked complaints ${where}`, () => {
    let office: Office;
    let mailbox: Mailbox;
    let api: Api;
    let master: OpenCase;
    let linked: OpenCase[];
    let before: Json;
    const emailOf = (at: number): string => `incident-${at}@example.com`;

    beforeAll(async () => {
      ({ office, mailbox } = stage());
      api = office.api;
      before = await figures(office);
      const wanted = { parkCode: park, unitId: 'sz01-engineering', handlerId: 'sz01-eng-1' };
      master = await office.open({ ...wanted, email: emailOf(0) });
      // One of them is graver than the incident seemed at first.
      linked = [await office.open({ ...wanted, severity: 'significant', urgency: 'urgent', email: emailOf(1) })];
      const rest = Array.from({ length: linkedCount - 1 }, (_, at) => at + 2);
      await eachOf(rest, async (at) => void linked.push(await office.open({ parkCode: park, email: emailOf(at) })));
      await office.clock(master.number, 'resolve', 'running');
    });

    it('are linked to one master, which takes their highest priority; their clocks end', async () => {
      const deadline = (await office.clock(master.number, 'resolve', 'running')).dueAt;
      await eachOf(linked, async ({ number }) => {
        await office.act(desk, number, 'link', { master: master.number });
      });
      const found = await office.until(
        master.number,
        'all to be linked',
        ({ case: item }) => item.linkedCount === linkedCount && item.priority === 'P2',
      );
      const numbers = (some: Json[]): string[] => some.map(({ number }) => number as string).sort();
      expect(numbers(found.file.linkedCases)).toEqual(numbers(linked));
      const { token } = await office.person(headquarters);
      const queue = (await api.list('linked', token, park)).map(({ case: item }) => item);
      expect(numbers(queue)).toEqual(expect.arrayContaining(numbers(linked)));
      const [gravest] = linked as [OpenCase];
      expect(await office.clock(gravest.number, 'resolve', 'cancelled')).toBeDefined();
      await office.until(master.number, 'an earlier deadline', ({ clocks }) =>
        clocks.some((one: Json) => one.name === 'resolve' && Date.parse(one.dueAt) < Date.parse(deadline)),
      );
    });

    it('admit no cycles and no chains', async () => {
      const [first, second] = linked as [OpenCase, OpenCase];
      const other = await office.open({ parkCode: park });
      const codes = [
        await office.refused(desk, master.number, 'link', { master: other.number }),
        await office.refused(desk, other.number, 'link', { master: first.number }),
        await office.refused(desk, other.number, 'link', { master: other.number }),
        await office.refused(desk, second.number, 'link', { master: first.number }),
      ].map(({ code }) => code);
      expect(codes.slice(0, 3)).toEqual(['has_linked_cases', 'master_linked', 'master_is_itself']);
      await office.act(desk, other.number, 'decline', { reason: '重复登记。', referTo: '原投诉' });
    });

    it('are counted as complaints, and the incident once among the open cases', async () => {
      // The one that was declined above is a complaint too.
      await figuresGrow(office, before, {
        ...{ cases: linkedCount + 2, open: 1, linked: linkedCount, closed: 1 },
        ...{ incidents: 1, linkedComplaints: linkedCount },
      });
    });

    it('all get what is replied to all', async () => {
      await signAndVisit(office, 'sz01-eng-1', master.number);
      await office.act('sz01-eng-1', master.number, 'reply-to-all', { text: message });
      await eachOf([master, ...linked], async ({ number, trackingCode }) => {
        await waitFor(
          async () => {
            const { body } = await api.track(number, trackingCode);
            return body.timeline.some((one: Json) => one.type === 'ReplySent' && one.text === message);
          },
          { everyMs: 200, what: `${number} to show the reply` },
        );
      });
      await waitFor(
        () => {
          const mails = (at: number): number =>
            mailbox.to(emailOf(at)).filter(({ text }) => text.includes(message)).length;
          const counts = Array.from({ length: linkedCount + 1 }, (_, at) => mails(at));
          if (counts.some((count) => count !== 1)) throw new Error(counts.join(' '));
          return true;
        },
        { everyMs: 200, what: 'one mail to everybody' },
      );
    });

    it('are resolved with their master, asked one by one, and closed or reopened each by its own answer', async () => {
      const resolved = await office.act('sz01-eng-1', master.number, 'resolve', {
        rootCause: 'facility_maintenance',
        answer,
      });
      expect(resolved.state).toBe('resolved');
      const answers = (at: number): { resolved: string; satisfaction: number } => {
        if (at === 1) return { resolved: 'no', satisfaction: 1 };
        if (at === 2) return { resolved: 'partly', satisfaction: 3 };
        return { resolved: 'yes', satisfaction: 5 };
      };
      const all = [master, ...linked];
      await eachOf([...all.entries()], async ([at, { number, trackingCode }]) => {
        await waitFor(
          async () => {
            const { body } = await api.track(number, trackingCode);
            if (body.state !== 'revisiting' || body.answer !== answer) throw new Error(`${body.state} ${body.answer}`);
            const rated = await api.asComplainant(number, trackingCode, 'rating', answers(at));
            if (rated.status !== 200) throw new Error(JSON.stringify(rated.body));
            return true;
          },
          { everyMs: 200, what: `${number} to be asked` },
        );
      });
      const [reopened, partly, ...others] = linked as [OpenCase, OpenCase, ...OpenCase[]];
      const isClosed = async ({ number }: OpenCase, outcome: string): Promise<void> => {
        const found = await office.until(number, 'closed', ({ case: item }) => item.state === 'closed');
        expect(found.case).toMatchObject({ outcome, cycle: 1, rootCause: 'facility_maintenance' });
        expect(entries(found, 'CaseResolved')).toHaveLength(1);
        expect(found.revisits).toMatchObject([{ cycle: 1, status: 'rated' }]);
      };
      await eachOf([master, ...others], (one) => isClosed(one, 'resolved'));
      await isClosed(partly, 'resolved_partly');
      const again = await office.until(reopened.number, 'reopened', ({ case: item }) => item.cycle === 2);
      expect(again.case).toMatchObject({ state: 'dispatched', unitId: 'sz01-engineering' });
      expect(again.case.handlerId).not.toBe('sz01-eng-1');
      await office.clock(reopened.number, 'resolve', 'running');
      await figuresGrow(office, before, {
        ...{ cases: linkedCount + 2, open: 1, linked: 0, reopened: 1 },
        ...{ closed: linkedCount + 1, closedResolved: linkedCount - 1, closedPartly: 1, declined: 1 },
        // The reopened one goes on by itself.
        ...{ incidents: 1, linkedComplaints: linkedCount - 1 },
      });
    });
  });
}

/** What the report says of the park. */
async function figures({ api, person }: Office): Promise<Json> {
  const { token } = await person(headquarters);
  const { status, body } = await api.request('GET', `/v1/reports/summary?park=${park}`, { token });
  if (status !== 200) throw new Error(`report: ${status} ${JSON.stringify(body)}`);
  const linked = body.byState.find(({ key }: Json) => key === 'linked')?.cases ?? 0;
  return { ...body.total, linked };
}

async function figuresGrow(office: Office, before: Json, by: Record<string, number>): Promise<void> {
  await waitFor(
    async () => {
      const now = await figures(office);
      const grown = Object.fromEntries(Object.keys(by).map((name) => [name, now[name] - before[name]]));
      if (JSON.stringify(grown) !== JSON.stringify(by)) throw new Error(JSON.stringify(grown));
      return true;
    },
    { everyMs: 250, what: `the figures to grow by ${JSON.stringify(by)}` },
  );
}

/** Does it for each, eight at a time. */
async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) await work(items[at] as T);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}
