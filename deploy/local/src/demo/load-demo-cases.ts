import { Registry } from 'prom-client';
import type { Principal, PrincipalIssuer } from '@parkline/auth';
import { demoPeople, demoPerson, type DemoPerson } from '@parkline/directory';
import { createGrpcClient, type GrpcClient } from '@parkline/grpc';
import { casework, common, enumOf, feedback, intake } from '@parkline/proto';
import type { Logger } from '@parkline/service-kit';
import type { Progress } from '../progress';
import { scenes, type Scene, type Step } from './scenes';

export interface DemoOptions {
  issuer: PrincipalIssuer;
  addressOf: (service: string) => string;
  logger: Logger;
  progress: Progress;
  /** The platform's clock is the machine's plus this: moved back while the past days are played, 0 afterwards. */
  time: { offsetMs: number };
}

interface Clients {
  intake: GrpcClient<typeof intake.IntakeServiceService>;
  casework: GrpcClient<typeof casework.CaseServiceService>;
  feedback: GrpcClient<typeof feedback.FeedbackServiceService>;
}

type Moment = { hoursAgo: number; scene: Scene; step?: Step };

const hourMs = 3_600_000;
const waitMs = 15_000;

/**
 * Plays the past days of a demo group through the same commands that people give, with the platform's clock set to
 * those times, so that deadlines, escalations and figures are what they would be. Does nothing where there are cases.
 */
export async function loadDemoCases(options: DemoOptions): Promise<void> {
  const { issuer, addressOf, logger, progress, time } = options;
  const connect = { token: () => tokenOf(issuer, demoPerson('hq-officer')), logger, metrics: new Registry() };
  const clients: Clients = {
    intake: createGrpcClient(intake.IntakeServiceService, { ...connect, address: () => addressOf('intake') }),
    casework: createGrpcClient(casework.CaseServiceService, { ...connect, address: () => addressOf('casework') }),
    feedback: createGrpcClient(feedback.FeedbackServiceService, { ...connect, address: () => addressOf('feedback') }),
  };
  try {
    const present = await clients.casework.listCases(
      casework.ListCasesRequest.create({ queue: casework.Queue.ALL, page: { size: 1, cursor: '' } }),
    );
    if (present.cases.length > 0) return;
    progress('loading demo cases');
    const now = Date.now();
    const ids = new Map<Scene, string>();
    for (const { hoursAgo, scene, step } of moments()) {
      time.offsetMs = now - hoursAgo * hourMs - Date.now();
      if (step) await play(clients, issuer, ids.get(scene) ?? '', step, hoursAgo);
      else ids.set(scene, await fileScene(clients, issuer, scene));
    }
  } finally {
    time.offsetMs = 0;
    for (const client of Object.values(clients)) (client as { close(): void }).close();
  }
}

function moments(): Moment[] {
  return scenes
    .flatMap((scene): Moment[] => [
      { hoursAgo: scene.filedHoursAgo, scene },
      ...(scene.steps ?? []).map((step) => ({ hoursAgo: scene.filedHoursAgo - step.afterHours, scene, step })),
    ])
    .sort((a, b) => b.hoursAgo - a.hoursAgo);
}

async function fileScene(
  { intake: client, casework: cases }: Clients,
  issuer: PrincipalIssuer,
  scene: Scene,
): Promise<string> {
  const identity = scene.identity ?? 'named';
  const { complaintId } = await client.registerComplaint(
    intake.RegisterComplaintRequest.create({
      parkCode: scene.parkCode,
      channel: enumOf(common.Channel, scene.channel),
      kind: enumOf(common.Kind, scene.kind ?? 'complaint'),
      complainantType: enumOf(common.ComplainantType, scene.complainantType),
      description: scene.description,
      place: scene.place ?? '',
      identity: enumOf(common.Identity, identity),
      // Without an e-mail address: a real mail server, if one is set, is left alone.
      ...(identity === 'anonymous'
        ? {}
        : { contact: intake.Contact.create({ name: '演示用户', phone: phoneOf(scene) }) }),
      locale: 'zh',
    }),
    { principalToken: await tokenOf(issuer, demoPerson('agent')) },
  );
  await waitForCase(cases, complaintId, (item) => item.handlerId !== '');
  return complaintId;
}

/** A number of one's own for each scene: the same one again would count as a repeat and raise the priority. */
function phoneOf(scene: Scene): string {
  return `138000000${String(scenes.indexOf(scene)).padStart(2, '0')}`;
}

async function play(
  clients: Clients,
  issuer: PrincipalIssuer,
  id: string,
  step: Step,
  hoursAgo: number,
): Promise<void> {
  const { casework: cases } = clients;
  const complainant = { kind: 'complainant', subject: id, role: 'complainant', groupId: 'demo', parks: 'all' } as const;
  if (step.do === 'rate') {
    await waitForCase(cases, id, ({ state }) => state === common.CaseState.REVISITING);
    const before = await waitForCase(cases, id, () => true);
    await clients.feedback.submitRating(
      feedback.SubmitRatingRequest.create({
        caseId: id,
        commandId: `demo:${id}:${hoursAgo}`,
        resolved: enumOf(feedback.Resolved, step.resolved),
        satisfaction: step.satisfaction,
      }),
      { principalToken: await issuer.issue(complainant) },
    );
    await waitForCase(cases, id, ({ version }) => version > before.version);
    return;
  }
  const item = await waitForCase(
    cases,
    id,
    ({ handlerId, state }) => handlerId !== '' || state === common.CaseState.REGISTERED,
  );
  const asked = commandOf(step);
  const handler = demoPeople().find(({ staffId }) => staffId === item.handlerId);
  if (step.do === 'resolve') await makeResolvable(cases, issuer, { item, handler });
  const principalToken =
    step.do === 'answer' || step.do === 'withdraw'
      ? await issuer.issue(complainant)
      : await tokenOf(issuer, step.do === 'decline' ? demoPerson('hq-officer') : handler);
  await cases.execute(
    casework.ExecuteRequest.create({ caseRef: id, commandId: `demo:${id}:${hoursAgo}:${step.do}`, command: asked }),
    { principalToken },
  );
}

/** A complex case was visited before it is resolved, and of a major one the park manager has approved the solution. */
async function makeResolvable(
  cases: Clients['casework'],
  issuer: PrincipalIssuer,
  { item, handler }: { item: casework.Case; handler: DemoPerson | undefined },
): Promise<void> {
  const { id, complex, visitedAt, severity, parkCode } = item;
  const give = async (person: DemoPerson | undefined, command: NonNullable<casework.ExecuteRequest['command']>) =>
    cases.execute(casework.ExecuteRequest.create({ caseRef: id, commandId: `demo:${id}:${command.$case}`, command }), {
      principalToken: await tokenOf(issuer, person),
    });
  if (complex && !visitedAt) {
    const value = casework.LogContact.create({ means: 'visit', note: '已到现场查看，与投诉人当面沟通。' });
    await give(handler, { $case: 'logContact', value });
  }
  if (severity === common.Severity.MAJOR) {
    const proposal = casework.ProposeSolution.create({ text: '更换损坏部件，复检合格后恢复使用。' });
    await give(handler, { $case: 'proposeSolution', value: proposal });
    const decision = casework.DecideSolution.create({ solutionId: 'solution-1', granted: true });
    await give(demoPerson('park-manager', parkCode), { $case: 'decideSolution', value: decision });
  }
}

function commandOf(step: Exclude<Step, { do: 'rate' }>): casework.ExecuteRequest['command'] {
  switch (step.do) {
    case 'sign':
      return { $case: 'sign', value: casework.Sign.create() };
    case 'start':
      return { $case: 'start', value: casework.Start.create() };
    case 'contact':
      return { $case: 'logContact', value: casework.LogContact.create({ means: 'phone', note: step.text }) };
    case 'note':
      return { $case: 'addNote', value: casework.AddNote.create({ text: step.text }) };
    case 'reply':
      return { $case: 'reply', value: casework.Reply.create({ text: step.text }) };
    case 'wait':
      return { $case: 'waitForComplainant', value: casework.WaitForComplainant.create({ question: step.text }) };
    case 'answer':
      return { $case: 'answer', value: casework.Answer.create({ text: step.text }) };
    case 'withdraw':
      return { $case: 'withdraw', value: casework.Withdraw.create({ reason: step.text }) };
    case 'resolve':
      return {
        $case: 'resolve',
        value: casework.Resolve.create({ rootCause: common.RootCause.FACILITY_MAINTENANCE, answer: step.text }),
      };
    case 'decline': {
      const [reason, referTo] = step.text.split('|');
      return { $case: 'decline', value: casework.Decline.create({ reason, referTo }) };
    }
  }
}

async function waitForCase(
  cases: Clients['casework'],
  id: string,
  ready: (item: casework.Case) => boolean,
): Promise<casework.Case> {
  const end = Date.now() + waitMs;
  for (;;) {
    const { cases: found } = await cases.getCases({ ids: [id] });
    const item = found[0]?.case;
    if (item && ready(item)) return item;
    if (Date.now() > end) throw new Error(`The demo case ${id} got stuck in ${item?.state ?? 'intake'}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function tokenOf(issuer: PrincipalIssuer, person: DemoPerson | undefined): Promise<string> {
  if (!person) throw new Error('A demo person is missing from the seed.');
  const { staffId, name, role, groupId, parks, unitId, skills } = person;
  const principal: Omit<Principal, 'issuer'> = {
    kind: 'person',
    subject: staffId,
    name,
    role,
    groupId,
    parks,
    unitId,
    skills,
  };
  return issuer.issue(principal);
}
