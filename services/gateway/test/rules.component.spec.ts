import type { Principal } from '@parkline/auth';
import { conflict, forbidden, invalidInput } from '@parkline/errors';
import { common, type directory, sla } from '@parkline/proto';
import { assignAnswer, calendarAnswer, calendarsAnswer, importAnswer } from '../src/inbound/calendars/schemas';
import {
  applicationAnswer,
  applicationsAnswer,
  coverageAnswer,
  policiesAnswer,
  policyAnswer,
  previewAnswer,
  previewApplicationAnswer,
} from '../src/inbound/sla/schemas';
import { createFakes } from './fakes';
import { dueAt } from './fakes-of-rules';
import { expectShape, rigWithFreshFakes } from './rig';

const rig = rigWithFreshFakes();

const question = { parkCode: 'SH01', startAt: '2026-02-13T17:00:00+08:00' };
const policy = {
  note: '电梯更快',
  rules: [{ priority: 'P2', category: 'facility.lift', clock: 'resolve', amount: 4, unit: 'wh' }],
  pauseAllowanceDays: 5,
  firstContactCapHours: 24,
};
const calendar = {
  name: '上海',
  timeZone: 'Asia/Shanghai',
  week: [{ weekday: 1, from: '09:00', to: '12:00' }],
  standardWeekday: 1,
  days: [{ date: '2026-10-08', kind: 'override', name: '检修', windows: [] }],
  coveredFrom: '2026-01-01',
  coveredUntil: '2026-12-31',
};

describe('the preview of deadlines', () => {
  const preview = (body: object) => rig.call('POST', '/v1/sla/preview', { as: 's-handler', body });

  it('of working minutes answers the deadline and the working time up to it', async () => {
    let asked: { request?: sla.PreviewDeadlinesRequest; principal?: Principal } = {};
    const answer = createFakes().sla.previewDeadlines;
    rig.fakes.sla.previewDeadlines = (request, context) => {
      asked = { request, principal: context.principal };
      return answer(request, context);
    };
    const { status, body } = await preview({ ...question, workingMinutes: 120 });
    expect(status).toBe(200);
    expect(body).toEqual({
      dueAt: dueAt.toISOString(),
      windows: [{ from: '2026-02-13T09:00:00.000Z', to: '2026-02-13T10:00:00.000Z' }],
      provisional: false,
    });
    expect(asked.request).toMatchObject({ startAt: new Date('2026-02-13T09:00:00Z'), workingMinutes: 120 });
    expect(asked.principal).toMatchObject({ subject: 's-handler', parks: ['SH01'] });
    expectShape(previewAnswer, body);
  });

  it('of a priority answers every clock, with drafts and pauses passed on', async () => {
    let asked: sla.PreviewDeadlinesRequest | undefined;
    const answer = createFakes().sla.previewDeadlines;
    rig.fakes.sla.previewDeadlines = (request, context) => {
      asked = request;
      return answer(request, context);
    };
    const pauses = [{ from: '2026-02-24T09:00:00+08:00', to: '2026-02-24T10:00:00Z' }];
    const { status, body } = await preview({
      ...question,
      priority: 'P2',
      category: 'facility.lift',
      complainantType: 'owner',
      contract: 'sh01-contractor',
      pauses,
      allowProvisional: true,
      draftCalendar: calendar,
      draftPolicy: policy,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      clocks: [
        { name: 'resolve', dueAt: dueAt.toISOString(), allowance: { amount: 8, unit: 'wh' }, provisional: false },
      ],
    });
    expect(asked).toMatchObject({
      priority: common.Priority.P2,
      complainantType: common.ComplainantType.OWNER,
      contract: 'sh01-contractor',
      allowProvisional: true,
      pauses: [{ from: new Date('2026-02-24T01:00:00Z'), to: new Date('2026-02-24T10:00:00Z') }],
      draftCalendar: { id: 'draft', week: [{ weekday: 1 }], days: [{ kind: 'override', windows: [] }] },
      draftPolicy: { rules: [{ clock: sla.ClockName.RESOLVE, amount: 4, unit: 'wh' }], pauseAllowanceDays: 5 },
    });
    expectShape(previewAnswer, body);
  });

  it('says which is the last covered day where the calendar ends before the deadline', async () => {
    rig.fakes.sla.previewDeadlines = () =>
      Promise.reject(
        invalidInput('beyond_coverage', 'The calendar ends on 2026-12-31.', {
          details: { lastCoveredDay: '2026-12-31' },
        }),
      );
    const { status, body } = await preview({ ...question, workingMinutes: 1 });
    expect([status, body.code, body.details]).toEqual([400, 'beyond_coverage', { lastCoveredDay: '2026-12-31' }]);
  });

  it('names the contractor that there is not', async () => {
    rig.fakes.sla.previewDeadlines = () =>
      Promise.reject(invalidInput('contract_unknown', 'Park SH01 has no contractor x.', { field: 'contract' }));
    const { status, body } = await preview({ ...question, priority: 'P1', contract: 'x' });
    expect([status, body.code, body.field]).toEqual([400, 'contract_unknown', 'contract']);
  });

  it.each<[string, object, string, string]>([
    ['neither minutes nor priority', {}, 'missing_field', 'workingMinutes'],
    ['both of them', { workingMinutes: 1, priority: 'P1' }, 'not_with_working_minutes', 'priority'],
    ['a contract of minutes', { workingMinutes: 1, contract: 'c' }, 'not_with_working_minutes', 'contract'],
    ['a contract that is no code', { priority: 'P1', contract: { $ne: '' } }, 'wrong_type', 'contract'],
    ['pauses of minutes', { workingMinutes: 1, pauses: [] }, 'not_with_working_minutes', 'pauses'],
    ['a part of a minute', { workingMinutes: 1.5 }, 'wrong_type', 'workingMinutes'],
    ['no minutes', { workingMinutes: 0 }, 'out_of_range', 'workingMinutes'],
    ['less than nothing', { workingMinutes: -1 }, 'out_of_range', 'workingMinutes'],
    ['more minutes than sla counts', { workingMinutes: 200_001 }, 'out_of_range', 'workingMinutes'],
    ['a beginning without an offset', { workingMinutes: 1, startAt: '2026-02-13T17:00:00' }, 'malformed', 'startAt'],
    ['an unknown field', { workingMinutes: 1, minutes: 2 }, 'unknown_field', 'minutes'],
    [
      'a calendar with a wrong time',
      { workingMinutes: 1, draftCalendar: { ...calendar, week: [{ weekday: 1, from: '9:00', to: '12:00' }] } },
      'malformed',
      'draftCalendar.week.0.from',
    ],
  ])('is refused with %s', async (_what, change, code, field) => {
    const { status, body } = await preview({ ...question, ...change });
    expect([status, body.code, body.field]).toEqual([400, code, field]);
  });
});

describe('policies', () => {
  it('are shown, and what is shown can be sent back as the next version', async () => {
    let kept: sla.PutPolicyRequest | undefined;
    rig.fakes.sla.putPolicy = (request) => {
      kept = request;
      return Promise.resolve({ policy: { ...(request.policy as sla.Policy), version: 5 } });
    };
    const { body } = await rig.call('GET', '/v1/sla/policies?limit=1', { as: 's-hq' });
    expectShape(policiesAnswer, body);
    const { version, at: _at, by: _by, ...content } = body.policies[0];
    expect(content.rules[0]).toEqual({
      parkCode: 'SH01',
      category: 'facility.lift',
      priority: 'P2',
      clock: 'resolve',
      amount: 4,
      unit: 'wh',
    });
    const sent = await rig.call('POST', '/v1/sla/policies', {
      as: 's-hq',
      body: { ...content, expectedVersion: version },
    });
    expect(sent).toMatchObject({
      status: 200,
      body: { policy: { version: 5, quietHours: { from: '22:00', to: '07:00' } } },
    });
    expect(kept).toMatchObject({ expectedVersion: 4, policy: { rules: [{ parkCode: 'SH01' }, { parkCode: '' }] } });
    expectShape(policyAnswer, sent.body);
  });

  it('are previewed on running clocks and applied under one id for a repeated request', async () => {
    const ids: string[] = [];
    const answer = createFakes().sla.applyToRunningClocks;
    rig.fakes.sla.applyToRunningClocks = (request, context) => {
      ids.push(request.commandId);
      return answer(request, context);
    };
    const preview = await rig.call('POST', '/v1/sla/policies/preview-application', { as: 's-hq', body: {} });
    expect(preview.body).toMatchObject({ cases: 2, later: 3, examples: [{ clock: 'sign' }] });
    expectShape(previewApplicationAnswer, preview.body);
    const request = { as: 's-hq', body: { reason: '国庆调整' }, headers: { 'idempotency-key': 'k1' } };
    const first = await rig.call('POST', '/v1/sla/policies/apply', request);
    await rig.call('POST', '/v1/sla/policies/apply', request);
    expect(first.status).toBe(202);
    expect(ids).toEqual(['s-hq:k1', 's-hq:k1']);
    expectShape(applicationAnswer, first.body);
    const { body } = await rig.call('GET', '/v1/sla/applications', { as: 's-hq' });
    expect(body.applications[0]).toMatchObject({
      ...{ reason: '国庆调整', finished: false, setAside: 2 },
      casesSetAside: [{ caseId: 'c1', number: 'SH01-20260213-00001' }, { caseId: 'c2' }],
    });
    expectShape(applicationsAnswer, body);
  });

  it('that are drafts are tried on running clocks, of one park or of all', async () => {
    const asked: sla.PreviewApplicationRequest[] = [];
    const answer = createFakes().sla.previewApplication;
    rig.fakes.sla.previewApplication = (request, context) => {
      asked.push(request);
      return answer(request, context);
    };
    const preview = (body: object) => rig.call('POST', '/v1/sla/policies/preview-application', { as: 's-hq', body });
    const tried = await preview({ parkCode: 'SH01', draftPolicy: policy });
    expect(tried).toMatchObject({ status: 200, body: { cases: 2, clocks: 3, later: 3 } });
    expectShape(previewApplicationAnswer, tried.body);
    await preview({});
    expect(asked).toEqual([
      expect.objectContaining({
        parkCode: 'SH01',
        draftPolicy: expect.objectContaining({ note: '电梯更快', pauseAllowanceDays: 5, version: 0 }),
      }),
      { parkCode: '', draftPolicy: undefined },
    ]);
    expect(asked[0]?.draftPolicy?.rules).toMatchObject([{ clock: sla.ClockName.RESOLVE, amount: 4, unit: 'wh' }]);
  });

  it.each<[string, object, string, string]>([
    ['a version', { ...policy, expectedVersion: 1 }, 'unknown_field', 'draftPolicy.expectedVersion'],
    [
      'a clock that is none',
      { ...policy, rules: [{ ...policy.rules[0], clock: 'x' }] },
      'unknown_word',
      'draftPolicy.rules.0.clock',
    ],
    ['no rules', { ...policy, rules: [] }, 'out_of_range', 'draftPolicy.rules'],
  ])('that are drafts are not tried with %s', async (_what, draftPolicy, code, field) => {
    const { status, body } = await rig.call('POST', '/v1/sla/policies/preview-application', {
      as: 's-hq',
      body: { draftPolicy },
    });
    expect([status, body.code, body.field]).toEqual([400, code, field]);
  });

  it('are applied only with a reason', async () => {
    const { status, body } = await rig.call('POST', '/v1/sla/policies/apply', { as: 's-hq', body: {} });
    expect([status, body.code, body.field]).toEqual([400, 'missing_field', 'reason']);
  });

  it('and calendars tell how far they reach', async () => {
    const { body } = await rig.call('GET', '/v1/sla/coverage', { as: 's-hq' });
    expect(body.parks).toEqual([
      expect.objectContaining({ parkCode: 'SH01', coveredUntil: '2026-12-31', endsSoon: false }),
      { parkCode: 'CD01', calendarVersion: 0, endsSoon: false, provisionalClocks: 0 },
    ]);
    expectShape(coverageAnswer, body);
  });
});

describe('calendars', () => {
  it('are shown, and what is shown can be sent back as the next version', async () => {
    let kept: directory.PutCalendarRequest | undefined;
    const answer = createFakes().directory.putCalendar;
    rig.fakes.directory.putCalendar = (request, context) => {
      kept = request;
      return answer(request, context);
    };
    const { body } = await rig.call('GET', '/v1/calendars', { as: 's-handler' });
    expectShape(calendarsAnswer, body);
    const { id, version, ...content } = body.calendars[0];
    const sent = await rig.call('POST', `/v1/calendars/${id}`, {
      as: 's-hq',
      body: { ...content, expectedVersion: version },
    });
    expect(sent).toMatchObject({ status: 200, body: { calendar: { id: 'cn-office', version: 3 } } });
    expect(kept).toMatchObject({
      expectedVersion: 2,
      calendar: {
        id: 'cn-office',
        days: [
          { kind: 'holiday', windows: [] },
          { kind: 'override', windows: [] },
        ],
      },
    });
    expectShape(calendarAnswer, sent.body);
  });

  it('that are refused say who may, what is stale, and every field that is wrong', async () => {
    const put = () =>
      rig.call('POST', '/v1/calendars/cn-office', { as: 's-hq', body: { ...calendar, expectedVersion: 1 } });
    rig.fakes.directory.putCalendar = () => Promise.reject(forbidden('headquarters_only', 'no'));
    expect((await put()).status).toBe(403);
    rig.fakes.directory.putCalendar = () =>
      Promise.reject(conflict('stale_version', 'no', { details: { version: '2' } }));
    expect(await put()).toMatchObject({ status: 409, body: { code: 'stale_version', details: { version: '2' } } });
    const details = { 'calendar.week[0].to': 'must be later', 'calendar.timeZone': 'must be an IANA time zone' };
    rig.fakes.directory.putCalendar = () => Promise.reject(invalidInput('calendar_invalid', 'no', { details }));
    expect(await put()).toMatchObject({ status: 400, body: { code: 'calendar_invalid', details } });
  });

  it('take an iCalendar text that is larger than other requests may be', async () => {
    let size = 0;
    const answer = createFakes().directory.importCalendar;
    rig.fakes.directory.importCalendar = (request, context) => {
      size = request.icalendar.length;
      return answer(request, context);
    };
    const path = '/v1/calendars/cn-office/import';
    const body = { icalendar: 'x'.repeat(1_000_000), dryRun: true, expectedVersion: 2 };
    const sent = await rig.call('POST', path, { as: 's-hq', body });
    expect(sent).toMatchObject({ status: 200, body: { added: ['2026-10-01'], ignored: ['“元旦”: …'] } });
    expect(size).toBe(1_000_000);
    expectShape(importAnswer, sent.body);
    const tooLarge = { ...body, icalendar: 'x'.repeat(2_700_000) };
    expect((await rig.call('POST', path, { as: 's-hq', body: tooLarge })).status).toBe(413);
    const usual = { ...calendar, name: 'x'.repeat(300_000), expectedVersion: 1 };
    expect((await rig.call('POST', '/v1/calendars/x', { as: 's-hq', body: usual })).status).toBe(413);
  });

  it('come as an .ics file', async () => {
    const { status, headers, body } = await rig.call('GET', '/v1/calendars/cn-office/export', { as: 's-handler' });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(headers.get('content-disposition')).toBe('attachment; filename="cn-office.ics"');
    expect(body).toBe('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n');
    expect((await rig.call('GET', '/v1/calendars/a%22b/export', { as: 's-handler' })).status).toBe(400);
  });

  it('are assigned to a park, and taken away', async () => {
    const assign = (body: object) => rig.call('POST', '/v1/parks/SH01/calendar', { as: 's-hq', body });
    const given = await assign({ calendarId: 'cn-office' });
    expect(given.body).toEqual({ park: { code: 'SH01', calendarId: 'cn-office' } });
    expectShape(assignAnswer, given.body);
    expect((await assign({})).body).toEqual({ park: { code: 'SH01' } });
  });
});

describe('an absence', () => {
  const set = (body: object) => rig.call('POST', '/v1/staff/s-handler/absence', { as: 's-handler', body });

  it('has a beginning, an end and a deputy, and ends with neither', async () => {
    const away = { from: '2026-12-01T00:00:00+08:00', until: '2026-12-05T00:00:00Z', deputyId: 's-other' };
    expect(await set(away)).toMatchObject({ status: 200, body: { staff: { absences: [{ deputyId: 's-other' }] } } });
    expect(await set({ from: away.from })).toMatchObject({ status: 200, body: { staff: { absences: [] } } });
    expect(await set({ from: away.from, deputyId: 's-other' })).toMatchObject({
      status: 400,
      body: { field: 'until' },
    });
  });
});

describe('rules and calendars', () => {
  it.each([
    ['GET', '/v1/calendars'],
    ['GET', '/v1/calendars/x/export'],
    ['POST', '/v1/calendars/x'],
    ['POST', '/v1/calendars/x/import'],
    ['POST', '/v1/parks/SH01/calendar'],
    ['POST', '/v1/staff/x/absence'],
    ['POST', '/v1/sla/preview'],
    ['GET', '/v1/sla/policies'],
    ['POST', '/v1/sla/policies'],
    ['POST', '/v1/sla/policies/preview-application'],
    ['POST', '/v1/sla/policies/apply'],
    ['GET', '/v1/sla/applications'],
    ['GET', '/v1/sla/coverage'],
  ])('are for people who have signed in: %s %s', async (method, path) => {
    expect((await rig.call(method, path, method === 'POST' ? { body: {} } : {})).status).toBe(401);
  });
});
