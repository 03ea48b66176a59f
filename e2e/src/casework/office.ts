import { demoPeople } from '@parkline/directory';
import { waitFor } from '@parkline/testing';
import type { Api, Json, Person } from '../api';

/** A case as a test wants it: filed, dispatched, graded, and in these hands. */
export interface Wanted {
  parkCode?: string;
  unitId?: string;
  handlerId?: string;
  category?: string;
  severity?: 'general' | 'significant' | 'major';
  urgency?: 'low' | 'normal' | 'urgent';
  email?: string;
}

export interface OpenCase {
  number: string;
  trackingCode: string;
}

export interface Problem {
  status: number;
  code: string;
  detail: string;
  field?: string;
  details?: Record<string, string>;
}

/** What people do on cases, each by the name of a demo person and over HTTP alone. */
export interface Office {
  api: Api;
  /** @param staffId of a demo person, like sh01-eng-1 */
  person(staffId: string): Promise<Person>;
  /** Files a complaint, waits until it is dispatched, and has the dispatch desk put right what is wanted otherwise. */
  open(wanted?: Wanted): Promise<OpenCase>;
  /** The page of a case as headquarters sees it. */
  page(number: string): Promise<Json>;
  /** Gives a command that must succeed; answers the case after it. */
  act(staffId: string, number: string, command: string, body?: Json): Promise<Json>;
  /** Gives a command that must be refused; answers why. */
  refused(staffId: string, number: string, command: string, body?: Json): Promise<Problem>;
  /** Waits until the page is so, and returns it. */
  until(number: string, what: string, so: (page: Json) => boolean): Promise<Json>;
  /** Waits until the clock is in this status, and returns it. */
  clock(number: string, name: string, ...statuses: string[]): Promise<Json>;
}

export const headquarters = 'hq-officer-1';
export const desk = 'dispatch-1';

let filed = 0;

export function createOffice(api: Api): Office {
  const person: Office['person'] = (staffId) => {
    const found = demoPeople().find((one) => one.staffId === staffId);
    if (!found) throw new Error(`there is no demo person ${staffId}`);
    return api.person({ staffId, role: found.role });
  };
  const give = async (staffId: string, number: string, command: string, body: Json) =>
    api.command(number, command, (await person(staffId)).token, body);
  const page: Office['page'] = async (number) => api.getCase(number, (await person(headquarters)).token);
  const act: Office['act'] = async (staffId, number, command, body = {}) => {
    const answer = await give(staffId, number, command, body);
    if (answer.status !== 200) {
      throw new Error(`${command} of ${number} by ${staffId}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body.case;
  };
  const until: Office['until'] = (number, what, so) =>
    waitFor(
      async () => {
        const found = await page(number);
        if (!so(found)) throw new Error(JSON.stringify({ ...found, description: '' }));
        return found;
      },
      { everyMs: 100, what: `${number}: ${what}` },
    );
  return {
    api,
    person,
    page,
    act,
    until,
    async refused(staffId, number, command, body = {}) {
      const answer = await give(staffId, number, command, body);
      if (answer.status < 400) throw new Error(`${command} of ${number} by ${staffId} was not refused`);
      return answer.body;
    },
    async open({ parkCode = 'SH01', email = `open-${filed++}@example.com`, ...wanted } = {}) {
      const { status, body } = await api.file({
        ...{ parkCode, kind: 'complaint', channel: 'web', identity: 'named', complainantType: 'company' },
        description: `会议室的灯一直闪，影响我们开会，请安排处理。编号 ${filed}`,
        contact: { name: '测试', email },
      });
      if (status !== 201) throw new Error(`filing: ${status} ${JSON.stringify(body)}`);
      const { number, trackingCode } = body;
      const { case: item } = await until(number, 'dispatched to a person', (found) => !!found.case.handlerId);
      const grade = {
        category: wanted.category ?? 'facility.power',
        severity: wanted.severity ?? 'general',
        urgency: wanted.urgency ?? 'normal',
      };
      if (item.category !== grade.category || item.severity !== grade.severity || item.urgency !== grade.urgency) {
        await act(desk, number, 'regrade', { ...grade, reason: '派单席核定' });
      }
      const unitId = wanted.unitId ?? item.unitId;
      if (item.unitId !== unitId || (wanted.handlerId && item.handlerId !== wanted.handlerId)) {
        await act(desk, number, 'redispatch', { unitId, handlerId: wanted.handlerId, reason: '派单席指定' });
      }
      return { number, trackingCode };
    },
    clock: async (number, name, ...statuses) => {
      const clockOf = (found: Json): Json =>
        (found.clocks ?? []).findLast((one: Json) => one.name === name && one.cycle === found.case.cycle);
      const found = await until(number, `${name} to be ${statuses.join(' or ')}`, (one) =>
        statuses.includes(clockOf(one)?.status),
      );
      return clockOf(found);
    },
  };
}

/** The entries of a timeline that tell of one kind of event, oldest first. */
export function entries(page: Json, type: string): Json[] {
  return page.timeline.filter((entry: Json) => entry.type === type);
}

/** Signs and goes there in person. */
export async function signAndVisit(office: Office, handlerId: string, number: string): Promise<void> {
  await office.act(handlerId, number, 'sign');
  await office.act(handlerId, number, 'log-contact', { means: 'visit', note: '已到现场。' });
}
