import type { Handlers } from '@parkline/grpc';
import { common, directory, sla } from '@parkline/proto';

type Directory = Handlers<typeof directory.DirectoryServiceService>;
type Sla = Handlers<typeof sla.SlaServiceService>;

const from = new Date('2026-02-13T09:00:00Z');
const to = new Date('2026-02-13T10:00:00Z');
export const dueAt = new Date('2026-02-14T02:00:00Z');

export const aCalendar = directory.Calendar.create({
  id: 'cn-office',
  groupId: 'demo',
  version: 2,
  name: '商务园工作日历',
  timeZone: 'Asia/Shanghai',
  week: [{ weekday: 1, from: '09:00', to: '12:00' }],
  standardWeekday: 1,
  days: [
    { date: '2026-10-01', kind: 'holiday', name: '国庆节', windows: [] },
    { date: '2026-10-08', kind: 'override', name: '检修', windows: [] },
  ],
  coveredFrom: '2026-01-01',
  coveredUntil: '2026-12-31',
});

export const calendarFakes: Pick<
  Directory,
  'listCalendars' | 'putCalendar' | 'importCalendar' | 'exportCalendar' | 'assignCalendar'
> = {
  listCalendars: () => Promise.resolve({ calendars: [aCalendar] }),
  putCalendar: ({ calendar }) => Promise.resolve({ calendar: calendar && { ...calendar, version: 3 } }),
  importCalendar: () =>
    Promise.resolve({ calendar: aCalendar, added: ['2026-10-01'], changed: [], unchanged: [], ignored: ['“元旦”: …'] }),
  exportCalendar: () => Promise.resolve({ icalendar: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' }),
  assignCalendar: ({ parkCode, calendarId }) =>
    Promise.resolve({ park: directory.Park.create({ code: parkCode, calendarId }) }),
};

export const absenceFakes: Pick<Directory, 'setAbsence'> = {
  setAbsence: ({ staffId, deputyId }) =>
    Promise.resolve({
      staff: directory.Staff.create({ id: staffId, absences: deputyId ? [{ from, until: to, deputyId }] : [] }),
    }),
};

/** Answers what was asked for: the gateway passes on, and the directory keeps. */
export const viewFakes: Pick<Directory, 'listViews' | 'putView' | 'removeView'> = {
  listViews: () => Promise.resolve({ views: [{ name: '急件', queue: 'unit', filters: { priority: 'P1,P2' } }] }),
  putView: ({ view }) => Promise.resolve({ views: view ? [view] : [] }),
  removeView: () => Promise.resolve({ views: [] }),
};

export const aPolicy = sla.Policy.create({
  groupId: 'demo',
  version: 4,
  at: from,
  by: 's-hq',
  note: '电梯更快',
  rules: [
    {
      parkCode: 'SH01',
      category: 'facility.lift',
      priority: common.Priority.P2,
      clock: sla.ClockName.RESOLVE,
      amount: 4,
      unit: 'wh',
    },
    { clock: sla.ClockName.SIGN, amount: 30, unit: 'min' },
  ],
  pauseAllowanceDays: 5,
  firstContactCapHours: 24,
  quietHours: { from: '22:00', to: '07:00' },
});

const anApplication = sla.Application.create({
  id: 'a1',
  groupId: 'demo',
  at: from,
  by: 's-hq',
  reason: '国庆调整',
  policyVersion: 4,
  casesDone: 0,
  finished: false,
  setAside: 2,
  casesSetAside: [{ caseId: 'c1', number: 'SH01-20260213-00001' }, { caseId: 'c2' }],
});

export const ruleFakes: Omit<Sla, 'getClocks' | 'listDue'> = {
  previewDeadlines: ({ priority }) =>
    Promise.resolve(
      sla.PreviewDeadlinesResponse.create(
        priority === common.Priority.UNSPECIFIED
          ? { dueAt, windows: [{ from, to }], provisional: false }
          : { clocks: [{ name: sla.ClockName.RESOLVE, dueAt, windows: [{ from, to }], amount: 8, unit: 'wh' }] },
      ),
    ),
  listPolicies: () => Promise.resolve({ policies: [aPolicy] }),
  putPolicy: ({ policy }) => Promise.resolve({ policy: policy && { ...policy, version: 5 } }),
  previewApplication: () =>
    Promise.resolve(
      sla.PreviewApplicationResponse.create({
        cases: 2,
        clocks: 3,
        later: 3,
        examples: [
          { caseId: 'c', number: 'SH01-20260213-00001', clock: sla.ClockName.SIGN, fromDueAt: from, toDueAt: to },
        ],
      }),
    ),
  applyToRunningClocks: () => Promise.resolve({ application: anApplication }),
  listApplications: () => Promise.resolve({ applications: [anApplication] }),
  listCoverage: () =>
    Promise.resolve({
      parks: [
        sla.Coverage.create({
          parkCode: 'SH01',
          calendarId: 'cn-office',
          calendarVersion: 2,
          coveredUntil: '2026-12-31',
        }),
        sla.Coverage.create({ parkCode: 'CD01' }),
      ],
    }),
};
