import type { Answer, Json } from '../api';
import { headquarters, type Office } from './office';

/** Deadlines of SH01 as HQ and the park try them: Monday to Friday 9:00–12:00 and 13:00–18:00, China's days of 2026. */
export function describePreview(stage: () => Office): void {
  let office: Office;
  beforeAll(() => {
    office = stage();
  });

  const preview = async (body: Json, who = headquarters): Promise<Answer> => {
    const { token } = await office.person(who);
    return office.api.request('POST', '/v1/sla/preview', { token, body: { parkCode: 'SH01', ...body } });
  };
  const at = (local: string): string => new Date(`${local}:00+08:00`).toISOString();

  describe('the preview of a deadline', () => {
    it.each(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'])(
      'works on the make-up day %s, which is on a weekend',
      async (day) => {
        const { body } = await preview({ startAt: at(`${day}T00:00`), workingMinutes: 480 });
        expect(body).toEqual({
          dueAt: at(`${day}T18:00`),
          provisional: false,
          windows: [
            { from: at(`${day}T09:00`), to: at(`${day}T12:00`) },
            { from: at(`${day}T13:00`), to: at(`${day}T18:00`) },
          ],
        });
      },
    );

    it('passes over the Spring Festival, from the make-up day before it to the first day after it', async () => {
      const { body } = await preview({ startAt: at('2026-02-14T17:00'), workingMinutes: 120 });
      expect(body).toMatchObject({
        dueAt: at('2026-02-24T10:00'),
        windows: [
          { from: at('2026-02-14T17:00'), to: at('2026-02-14T18:00') },
          { from: at('2026-02-24T09:00'), to: at('2026-02-24T10:00') },
        ],
      });
    });

    it('names every clock of a priority, pauses of the resolve clock taken out', async () => {
      const pauses = [{ from: at('2026-05-18T11:00'), to: at('2026-05-19T11:00') }];
      const { body } = await preview({ startAt: at('2026-05-18T10:00'), priority: 'P3', pauses });
      const dues = Object.fromEntries(body.clocks.map(({ name, dueAt }: Json) => [name, dueAt]));
      expect(dues).toMatchObject({
        // Two working hours end with the window, not after lunch.
        sign: at('2026-05-18T12:00'),
        first_contact: at('2026-05-18T12:00'),
        // 12 wh and the 8 wh of the pause: 7 on Monday, 8 on Tuesday, 5 on Wednesday.
        resolve: at('2026-05-20T15:00'),
      });
    });

    it('refuses what lies beyond the days that the calendar covers, and names the last of them', async () => {
      const beyond = { startAt: at('2026-12-31T17:00'), workingMinutes: 120 };
      expect(await preview(beyond)).toMatchObject({
        status: 400,
        body: { code: 'beyond_coverage', details: { calendarId: 'cn-office', lastCoveredDay: '2026-12-31' } },
      });
      expect((await preview({ ...beyond, workingMinutes: 60 })).body).toMatchObject({
        dueAt: at('2026-12-31T18:00'),
        provisional: false,
      });
      const { body } = await preview({ ...beyond, allowProvisional: true });
      expect(body).toMatchObject({ dueAt: at('2027-01-01T10:00'), provisional: true });
    });

    it('counts by the rules for a contractor, and refuses one that the park does not have', async () => {
      const { token } = await office.person(headquarters);
      const { body: known } = await office.api.request('GET', '/v1/sla/policies?limit=1', { token });
      const { version: _version, at: _at, by: _by, ...inForce } = known.policies[0];
      const contract = 'sh01-contractor';
      const draftPolicy = {
        ...inForce,
        rules: [...inForce.rules, { contract, clock: 'resolve', amount: 3, unit: 'wh' }],
      };
      const question = { startAt: at('2026-05-18T10:00'), priority: 'P3', draftPolicy };
      const dueOf = async (body: Json): Promise<string> =>
        (await preview(body)).body.clocks.find((one: Json) => one.name === 'resolve').dueAt;
      expect(await dueOf({ ...question, contract })).toBe(at('2026-05-18T14:00'));
      expect(await dueOf(question)).toBe(at('2026-05-19T15:00'));
      expect(await preview({ ...question, contract: 'bj01-contractor' })).toMatchObject({
        status: 400,
        body: { code: 'contract_unknown', field: 'contract' },
      });
    });

    it('is for headquarters and the people of the park', async () => {
      const body = { startAt: at('2026-05-18T10:00'), workingMinutes: 60 };
      for (const who of ['sh01-manager', 'sh01-cs-1', 'east-manager', 'hq-admin-1']) {
        expect(await preview(body, who)).toMatchObject({ status: 200, body: { dueAt: at('2026-05-18T11:00') } });
      }
      expect(await preview(body, 'su01-manager')).toMatchObject({ status: 404 });
      expect(await preview(body, 'ot-officer-1')).toMatchObject({ status: 404 });
    });
  });
  describe('the preview of a draft policy on the clocks that run', () => {
    const tryDraft = async (change: Json, who = headquarters): Promise<Answer> => {
      const { token } = await office.person(who);
      const { body } = await office.api.request('GET', '/v1/sla/policies?limit=1', { token });
      const { version: _version, at: _at, by: _by, ...inForce } = body.policies[0];
      const draftPolicy = { ...inForce, ...change, rules: [...inForce.rules, ...(change.rules ?? [])] };
      return office.api.request('POST', '/v1/sla/policies/preview-application', {
        token,
        body: { parkCode: 'SH01', draftPolicy },
      });
    };
    const deadlineOf = async (number: string): Promise<string> =>
      (await office.clock(number, 'resolve', 'running')).dueAt;

    it('shows the deadlines that would come earlier, and leaves them where they are', async () => {
      const { number } = await office.open({ category: 'facility.access' });
      const dueAt = await deadlineOf(number);
      const rules = [{ parkCode: 'SH01', category: 'facility.access', clock: 'resolve', amount: 1, unit: 'min' }];
      const { status, body } = await tryDraft({ rules });
      expect(status).toBe(200);
      expect(body.earlier).toBeGreaterThan(0);
      const found = body.examples.find((one: Json) => one.number === number && one.clock === 'resolve');
      expect(found).toMatchObject({ fromDueAt: dueAt });
      expect(Date.parse(found.toDueAt)).toBeLessThan(Date.parse(dueAt));
      expect(await deadlineOf(number)).toBe(dueAt);
      // A draft that says what is in force moves nothing but what the newest rules move already.
      const { token } = await office.person(headquarters);
      const path = '/v1/sla/policies/preview-application';
      const asItIs = await office.api.request('POST', path, { token, body: { parkCode: 'SH01' } });
      const { earlier, later, examples } = asItIs.body;
      expect((await tryDraft({})).body).toMatchObject({ earlier, later, examples });
    });

    it('refuses what could not be published, and whoever could not publish it', async () => {
      const wrong = [{ clock: 'resolve', amount: 2_000, unit: 'wh' }];
      const { status, body } = await tryDraft({ rules: wrong });
      expect([status, body.code]).toEqual([400, 'policy_invalid']);
      expect(await tryDraft({}, 'sh01-manager')).toMatchObject({ status: 403, body: { code: 'headquarters_only' } });
    });
  });
}
