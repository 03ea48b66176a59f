import { Registry } from 'prom-client';
import type { PrincipalVerifier } from '@parkline/auth';
import { notFound } from '@parkline/errors';
import { createGrpcServer, type GrpcServer, type Handlers } from '@parkline/grpc';
import type { Logger } from '@parkline/service-kit';
import { casework, common, directory, feedback, intake, notification, reporting, routing, sla } from '@parkline/proto';
import { absenceFakes, calendarFakes, ruleFakes, viewFakes } from './fakes-of-rules';

/** What each neighbour answers; a test replaces what it needs. */
export interface Fakes {
  directory: Handlers<typeof directory.DirectoryServiceService>;
  intake: Handlers<typeof intake.IntakeServiceService>;
  casework: Handlers<typeof casework.CaseServiceService>;
  routing: Handlers<typeof routing.RoutingServiceService>;
  sla: Handlers<typeof sla.SlaServiceService>;
  notification: Handlers<typeof notification.NotificationServiceService>;
  feedback: Handlers<typeof feedback.FeedbackServiceService>;
  reporting: Handlers<typeof reporting.ReportingServiceService>;
}

export const at = new Date('2026-11-22T02:00:00Z');
export const caseId = '01JDAAAAAAAAAAAAAAAAAAAAAA';
export const number = 'SH01-20261122-00042';
export const trackingCode = '0123456789';

export const aCase = casework.Case.create({
  id: caseId,
  number,
  groupId: 'demo',
  parkCode: 'SH01',
  state: common.CaseState.IN_PROGRESS,
  cycle: 1,
  version: 5,
  kind: common.Kind.REPAIR,
  channel: common.Channel.WEB,
  identity: common.Identity.NAMED,
  category: 'facility.lift',
  severity: common.Severity.MAJOR,
  urgency: common.Urgency.URGENT,
  priority: common.Priority.P1,
  unitId: 'SH01-eng',
  handlerId: 's-handler',
  receivedAt: at,
  pauses: [{ from: at, to: undefined }],
  dispatchReasons: ['电梯 → facility.lift'],
});

export const aComplaint = intake.Complaint.create({
  complaintId: caseId,
  number,
  groupId: 'demo',
  parkCode: 'SH01',
  channel: common.Channel.WEB,
  kind: common.Kind.REPAIR,
  identity: common.Identity.NAMED,
  description: '电梯坏了，打 13800138000',
  receivedAt: at,
});

export const people: directory.Staff[] = [
  person('s-handler', 'handler', ['SH01']),
  person('s-other', 'handler', ['SH02']),
  person('s-hq', 'hq-officer', []),
  { ...person('s-gone', 'agent', []), active: false },
];

function person(id: string, role: string, parkCodes: string[]): directory.Staff {
  return directory.Staff.create({
    id,
    groupId: 'demo',
    name: `人 ${id}`,
    nameEn: `Person ${id}`,
    role,
    unitId: 'SH01-eng',
    parkCodes,
    allParks: parkCodes.length === 0,
    active: true,
  });
}

const found = casework.GetCaseResponse.create({
  case: aCase,
  description: '<script>电梯坏了</script>',
  timeline: [
    { seq: 1, at, type: 'CaseOpened', visibility: 'public', text: '', facts: {}, cycle: 1, actor: undefined },
    {
      seq: 2,
      at,
      type: 'ReplySent',
      visibility: 'public',
      text: '请拨 13912345678',
      facts: { a: 'b' },
      cycle: 1,
      actor: { kind: 'person', id: 's-handler', role: 'handler' },
    },
    { seq: 3, at, type: 'NoteAdded', visibility: 'internal', text: '内部', facts: {}, cycle: 1, actor: undefined },
  ],
  commands: ['answer', 'withdraw', 'add-note'],
  watcherIds: ['s-hq'],
});

const clocks = sla.CaseClocks.create({
  caseId,
  nextDueAt: at,
  clocks: [
    sla.Clock.create({
      name: sla.ClockName.RESOLVE,
      cycle: 1,
      status: sla.ClockStatus.RUNNING,
      startedAt: at,
      dueAt: at,
    }),
    sla.Clock.create({
      name: sla.ClockName.SIGN,
      cycle: 1,
      status: sla.ClockStatus.STOPPED,
      startedAt: at,
      stoppedAt: at,
    }),
  ],
});

/** Neighbours that answer something sensible to everything. */
export function createFakes(): Fakes {
  return {
    directory: {
      ...calendarFakes,
      ...absenceFakes,
      ...viewFakes,
      getDirectory: () =>
        Promise.resolve({
          group: directory.Group.create({ id: 'demo', name: '示范集团' }),
          regions: [directory.Region.create({ id: 'r1', name: '华东' })],
          parks: [directory.Park.create({ code: 'SH01', name: '张江', type: directory.ParkType.BUSINESS })],
          units: [directory.Unit.create({ id: 'SH01-eng', name: '工程部', parkCode: 'SH01' })],
          staff: people,
          calendars: [],
        }),
      getPark: () => Promise.reject(notFound('park_unknown', 'no')),
      getStaff: ({ id }) => {
        const staff = people.find((one) => one.id === id);
        return staff ? Promise.resolve({ staff }) : Promise.reject(notFound('staff_unknown', 'no'));
      },
      listPublicParks: () =>
        Promise.resolve({
          parks: [directory.PublicPark.create({ code: 'SH01', name: '张江', type: directory.ParkType.BUSINESS })],
        }),
    },
    intake: {
      registerComplaint: () =>
        Promise.resolve({ complaintId: caseId, number, trackingCode, receivedAt: at, repeated: false }),
      track: (request) =>
        request.number === number && request.trackingCode === trackingCode
          ? Promise.resolve({ complaint: aComplaint })
          : Promise.reject(
              notFound('complaint_not_found', 'There is no complaint with this number and tracking code.'),
            ),
      getComplaint: () => Promise.resolve({ complaint: aComplaint }),
      getContact: () => Promise.reject(new Error('not for the gateway')),
      blindSearchTerms: () => Promise.reject(new Error('the gateway does not ask this')),
      revealContact: ({ reason }) =>
        Promise.resolve({
          contact: intake.Contact.create({ name: reason ? '王小明' : '王**' }),
          masked: reason === '',
        }),
    },
    casework: {
      execute: () => Promise.resolve({ case: aCase }),
      getCase: () => Promise.resolve(found),
      listCases: () =>
        Promise.resolve({ cases: [{ case: aCase, excerpt: '电梯坏了' }], nextCursor: 'next', truncated: true }),
      searchCases: () => Promise.resolve({ cases: [{ case: aCase, excerpt: '电梯坏了' }], nextCursor: '' }),
      getCases: ({ ids }) => Promise.resolve({ cases: ids.map((id) => ({ case: { ...aCase, id }, excerpt: '电梯' })) }),
    },
    routing: {
      previewTriage: () =>
        Promise.resolve(
          routing.PreviewTriageResponse.create({
            category: 'facility.lift',
            priority: common.Priority.P1,
            reasons: ['电梯'],
          }),
        ),
      getLoad: () => Promise.resolve({ loads: [] }),
    },
    sla: {
      ...ruleFakes,
      getClocks: () => Promise.resolve({ cases: [clocks] }),
      listDue: () =>
        Promise.resolve({
          cases: [sla.DueCase.create({ caseId, clock: sla.ClockName.RESOLVE, dueAt: at })],
          nextCursor: '',
        }),
    },
    notification: {
      listInbox: () =>
        Promise.resolve({
          messages: [{ id: 'm1', number, title: '派单', body: '请签收', at, read: false, template: 'dispatched' }],
          nextCursor: '',
          unread: 1,
        }),
      markRead: ({ ids }) => Promise.resolve({ marked: ids.length }),
      listDeliveries: () =>
        Promise.resolve({
          deliveries: [notification.Delivery.create({ id: 'd1', template: 'ack', means: 'email', status: 'sent' })],
        }),
      listOutbox: () =>
        Promise.resolve({
          mails: [{ messageId: '<1@x>', to: 'wang@example.cn', subject: '受理', text: '……', at }],
          nextCursor: '',
        }),
    },
    feedback: {
      submitRating: () => Promise.resolve({ cycle: 1, consequence: 'close' }),
      getRevisit: () =>
        Promise.resolve({
          revisits: [
            feedback.Revisit.create({
              cycle: 1,
              status: 'rated',
              ratings: [{ at, resolved: feedback.Resolved.YES, satisfaction: 5, comment: '好' }],
            }),
          ],
        }),
    },
    reporting: {
      getSummary: ({ parkCodes }) =>
        Promise.resolve(
          reporting.GetSummaryResponse.create({
            total: { cases: 3, satisfactionRate: 0.5 },
            parks: parkCodes.map((parkCode) => ({ parkCode, figures: { cases: 1 } })),
            byKind: [{ key: 'repair', cases: 3 }],
            byPriority: [
              { key: 'p2', cases: 2 },
              { key: 'none', cases: 1 },
            ],
          }),
        ),
      rebuildCounters: () => Promise.resolve({ facts: 0, counters: 0 }),
    },
  };
}

/** One server that plays all neighbours; the handlers are looked up at each call. */
export function fakeServer(fakes: Fakes, options: { verifier: PrincipalVerifier; logger: Logger }): GrpcServer {
  const server = createGrpcServer({ service: 'fakes', metrics: new Registry(), ...options });
  const live = <K extends keyof Fakes>(name: K): Fakes[K] =>
    new Proxy(fakes[name], {
      get:
        (_handlers, method) =>
        (...args: [never, never]) =>
          (fakes[name][method as never] as (...all: [never, never]) => unknown)(...args),
    });
  server.addService(directory.DirectoryServiceService, live('directory'));
  server.addService(intake.IntakeServiceService, live('intake'));
  server.addService(casework.CaseServiceService, live('casework'));
  server.addService(routing.RoutingServiceService, live('routing'));
  server.addService(sla.SlaServiceService, live('sla'));
  server.addService(notification.NotificationServiceService, live('notification'));
  server.addService(feedback.FeedbackServiceService, live('feedback'));
  server.addService(reporting.ReportingServiceService, live('reporting'));
  return server;
}
