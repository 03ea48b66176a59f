import {
  type Case,
  type Command,
  type CommandName,
  escalationSteps,
  expertFields,
  impactLevels,
  linkKinds,
  outcomes,
  remedyKinds,
  returnReasons,
  rootCauses,
  supervisionReasons,
  suspensionReasons,
} from '../../src/domain';
import { unitsHere } from './park';
import type { Chance } from './random';
import { type Readership, textFor } from './words';
import type { World } from './world';

/** What somebody who gives a command has before him. */
export interface Before {
  c: Case;
  world: World;
  chance: Chance;
  /** Of the next text; all are different. */
  number: () => number;
  /** Most commands are well formed; the others are from somebody who does not know, or does not care. */
  careless: boolean;
}

const hourMs = 3_600_000;
const severities = ['general', 'significant', 'major'] as const;
const urgencies = ['low', 'normal', 'urgent'] as const;
const priorities = ['p1', 'p2', 'p3', 'p4'] as const;
const categories = [
  ...(['facility.lift', 'facility.water', 'security.parking', 'fees', 'service.attitude', 'neighbours'] as const),
  'other',
] as const;

function text({ careless, chance, number }: Before, readership: Readership): string {
  if (!careless) return textFor(readership, number());
  return chance.oneOf(['', ' ', `${textFor(readership, number())}${'x'.repeat(5_000)}`, textFor(readership, number())]);
}

/** A moment from now, or in the past where somebody is careless. */
function later({ world, chance, careless }: Before, mostHours: number): Date | undefined {
  if (careless && chance.percent(30)) return undefined;
  const hours = careless ? chance.below(10_000) - 1_000 : 1 + chance.below(mostHours);
  return new Date(world.now().getTime() + hours * hourMs);
}

function memberOf({ world, chance }: Before, unitId?: string): string {
  const all = [...world.members().values()].filter((one) => !unitId || one.unitId === unitId);
  return chance.maybeOneOf(all)?.id ?? 'staff.nobody';
}

/** Mostly one that fits. */
function idIn({ chance, careless }: Before, list: readonly { id: string }[], open: (one: never) => boolean): string {
  const fitting = list.filter(open as (one: unknown) => boolean);
  return (careless ? chance.maybeOneOf(list) : (chance.maybeOneOf(fitting) ?? chance.maybeOneOf(list)))?.id ?? 'none-1';
}

interface Undecided {
  decided?: object;
  decideBy?: Date;
}
const isUndecided = ({ decided }: Undecided) => !decided;
const isAsked = ({ decided, decideBy }: Undecided) => !decided && !!decideBy;

/** How each command is asked. */
const asks: { readonly [N in CommandName]?: (before: Before) => Record<string, unknown> } = {
  dispatch: (b) => ({
    ...assignment(b),
    category: b.chance.oneOf(categories),
    severity: b.chance.oneOf(severities),
    urgency: b.chance.oneOf(urgencies),
    ...(b.chance.percent(30) ? { priority: b.chance.oneOf(priorities) } : {}),
    reasons: b.careless ? Array.from({ length: 60 }, () => text(b, 'inside')) : [text(b, 'inside')],
    flag: b.chance.percent(40),
  }),
  redispatch: (b) => ({ ...assignment(b), reason: text(b, 'inside') }),
  'log-contact': (b) => ({
    means: b.chance.oneOf(['phone', 'wechat', 'visit', 'visit', b.careless ? 'pigeon' : 'email']),
    note: text(b, 'inside'),
  }),
  'add-note': (b) => {
    const sealed = b.chance.percent(40);
    return { sealed, text: text(b, sealed ? 'sealed' : 'inside') };
  },
  reply: (b) => ({ text: text(b, 'public') }),
  answer: (b) => ({ text: text(b, 'own') }),
  'wait-for-complainant': (b) => ({ question: text(b, 'public') }),
  resume: (b) => ({ note: text(b, 'inside') }),
  regrade: (b) => ({
    ...(b.chance.percent(30) ? { category: b.careless ? 'No Category' : b.chance.oneOf(categories) } : {}),
    ...(b.chance.percent(70) ? { severity: b.chance.oneOf(severities) } : {}),
    ...(b.chance.percent(70) ? { urgency: b.chance.oneOf(urgencies) } : {}),
    reason: text(b, 'inside'),
  }),
  resolve: (b) => ({
    ...(b.chance.percent(80) ? { rootCause: b.chance.oneOf(rootCauses) } : {}),
    answer: text(b, 'public'),
  }),
  close: (b) => ({ outcome: b.chance.oneOf(outcomes), note: text(b, 'inside') }),
  reopen: (b) => ({ reason: text(b, 'inside') }),
  decline: (b) => ({ reason: text(b, 'public'), referTo: text(b, 'public') }),
  withdraw: (b) => ({ reason: text(b, 'own') }),
  escalate(b) {
    const own = b.world.expiries(b.c.id).filter(({ cycle }) => cycle === b.c.cycle);
    const { dueAt } = (b.chance.percent(70) ? own.at(-1) : b.chance.maybeOneOf(own)) ?? {};
    const clock = dueAt && b.chance.percent(80) ? 'resolve' : b.chance.oneOf(['sign', 'first_contact', 'revisit']);
    return {
      ...{ step: b.chance.oneOf(escalationSteps), clock, deadlineNumber: 1 },
      ...(clock === 'resolve' ? { dueAt } : {}),
    };
  },
  'request-return': (b) => ({
    reason: b.careless ? undefined : b.chance.oneOf(returnReasons),
    proposedUnitId: b.careless ? 'bj01-eng' : otherUnit(b),
    note: text(b, 'inside'),
    evidence: ['photo-1'],
  }),
  'decide-return': (b) => ({
    granted: b.chance.percent(60),
    ...(b.chance.percent(40) ? assignment(b) : {}),
    note: text(b, 'inside'),
  }),
  transfer: (b) => ({ handlerId: memberOf(b, b.careless ? undefined : b.c.unitId), reason: text(b, 'inside') }),
  'take-back': (b) => ({ reason: text(b, 'inside') }),
  'hand-over': (b) => ({ toHandlerId: memberOf(b, b.careless ? undefined : b.c.unitId), note: text(b, 'inside') }),
  'refuse-handover': (b) => ({ reason: text(b, 'inside') }),
  'name-accused': (b) => ({
    staffIds: Array.from({ length: b.careless ? 60 : b.chance.below(3) }, () =>
      b.chance.percent(50) ? (b.c.handlerId ?? memberOf(b)) : memberOf(b),
    ),
    reason: text(b, 'sealed'),
  }),
  'request-extension': (b) => ({ until: deadlineAfter(b), reason: text(b, 'if-granted') }),
  'decide-extension': (b) => ({
    extensionId: idIn(b, b.c.extensions, (one: Undecided & { lapsedAt?: Date }) => isUndecided(one) && !one.lapsedAt),
    granted: b.chance.percent(60),
    ...(b.chance.percent(30) ? { until: deadlineAfter(b) } : {}),
    note: text(b, 'inside'),
  }),
  'request-suspension': (b) => ({ ...rest(b), note: text(b, 'inside') }),
  'decide-suspension': (b) => ({
    suspensionId: idIn(b, b.c.suspensions, isUndecided),
    granted: b.chance.percent(60),
    ...(b.chance.percent(30) ? { reviewAt: later(b, 100) } : {}),
    note: text(b, 'inside'),
  }),
  suspend: (b) => ({ ...rest(b), note: text(b, 'inside') }),
  'record-investigation': (b) => ({
    ...(b.chance.percent(50) ? { visitedAt: visited(b) } : {}),
    findings: text(b, 'inside'),
    evidence: [],
    ...(b.chance.percent(60) ? { cause: b.chance.oneOf(rootCauses) } : {}),
    causeConfirmed: b.chance.percent(50),
  }),
  'tick-step': (b) => ({
    stepId: b.chance.oneOf(['visit', 'contact', 'cause', 'report', 'answer', 'people']),
    done: b.chance.percent(70),
    note: text(b, 'inside'),
  }),
  'assess-impact': (b) => ({
    peopleAffected: b.careless ? b.chance.oneOf([-1, 0.5, 2_000_000]) : b.chance.below(500),
    safety: b.chance.percent(15) ? 'high' : b.chance.oneOf(['none', 'low', 'medium']),
    reputation: b.chance.oneOf(impactLevels),
    contractRenewal: b.careless ? undefined : b.chance.oneOf(impactLevels),
    note: text(b, 'inside'),
  }),
  'propose-solution': (b) => ({
    text: text(b, 'inside'),
    ...(b.chance.percent(30) ? { promisedBy: later(b, 100) } : {}),
  }),
  'decide-solution': (b) => ({
    solutionId: idIn(b, b.c.solutions, isAsked),
    granted: b.chance.percent(70),
    note: text(b, 'inside'),
  }),
  'record-relief': (b) => ({ text: text(b, 'public') }),
  'offer-remedy': (b) => ({
    kind: b.chance.oneOf(remedyKinds),
    amount: b.careless ? b.chance.oneOf([-1, 0.5, 2_000_000_000, 0]) : b.chance.oneOf([0, 1, 50_000]),
    currency: b.careless ? 'yuan' : 'CNY',
    note: text(b, 'inside'),
  }),
  'decide-remedy': (b) => ({
    remedyId: idIn(b, b.c.remedies, isAsked),
    granted: b.chance.percent(60),
    note: text(b, 'inside'),
  }),
  'add-task': (b) => ({ unitId: otherUnit(b), text: text(b, 'inside') }),
  'complete-task': (b) => ({ taskId: idIn(b, b.c.tasks, isOpen), note: text(b, 'inside') }),
  'cancel-task': (b) => ({ taskId: idIn(b, b.c.tasks, isOpen), reason: text(b, 'inside') }),
  'ask-expert': (b) => ({ field: b.chance.oneOf(expertFields), question: text(b, 'inside') }),
  'give-opinion': (b) => ({
    consultationId: idIn(b, b.c.consultations, (one: { opinion?: object }) => !one.opinion),
    text: text(b, 'inside'),
  }),
  supervise: (b) => ({
    ...(b.chance.percent(70) ? { reason: b.chance.oneOf(supervisionReasons) } : {}),
    note: text(b, 'inside'),
  }),
  'answer-supervision': (b) => ({ supervisionId: supervisionIn(b), text: text(b, 'inside') }),
  criticise: (b) => ({ supervisionId: supervisionIn(b), note: text(b, 'inside') }),
  'lift-supervision': (b) => ({ supervisionId: supervisionIn(b), note: text(b, 'inside') }),
  'plan-improvement': (b) => ({
    text: text(b, 'inside'),
    ownerId: memberOf(b),
    dueOn: b.careless ? '2026-02-31' : '2026-12-31',
  }),
  'complete-improvement': (b) => ({
    improvementId: idIn(b, b.c.improvements, (one: { doneAt?: Date }) => !one.doneAt),
    note: text(b, 'inside'),
  }),
  'check-effect': (b) => ({
    improvementId: idIn(b, b.c.improvements, (one: { doneAt?: Date; effect?: object }) => !!one.doneAt && !one.effect),
    effective: b.chance.percent(60),
    note: text(b, 'inside'),
  }),
  link: (b) => ({ master: masterFor(b), as: b.chance.oneOf(linkKinds) }),
  unlink: (b) => ({ reason: text(b, 'inside') }),
  'reply-to-all': (b) => ({ text: text(b, 'public') }),
};

/** A command of this name as somebody might give it. */
export function asked(name: CommandName, before: Before): Command {
  return { type: name, ...asks[name]?.(before) } as Command;
}

function assignment(b: Before): { unitId?: string; handlerId?: string } {
  const unitId = b.careless ? 'nowhere' : b.chance.oneOf(unitsHere);
  return { unitId, ...(b.chance.percent(70) ? { handlerId: memberOf(b, unitId) } : {}) };
}

function otherUnit({ chance, c }: Before): string {
  return chance.maybeOneOf(unitsHere.filter((unit) => unit !== c.unitId)) ?? 'hq';
}

function deadlineAfter(b: Before): Date | undefined {
  const dueAt = b.world.resolveDueAt(b.c);
  if (!dueAt || b.careless) return later(b, 100);
  return new Date(dueAt.getTime() + (1 + b.chance.below(100)) * hourMs);
}

function rest(b: Before): Record<string, unknown> {
  return { reason: b.careless ? undefined : b.chance.oneOf(suspensionReasons), reviewAt: later(b, 100) };
}

function visited({ world, c, chance, careless }: Before): Date {
  const now = world.now().getTime();
  const since = now - c.cycleStartedAt.getTime();
  return new Date(careless ? now + 2 * since - chance.below(4) * since : now - chance.below(since + 1));
}

const isOpen = (one: { doneAt?: Date; cancelledAt?: Date }) => !one.doneAt && !one.cancelledAt;

function supervisionIn(b: Before): string {
  return idIn(b, b.c.supervisions, (one: { liftedAt?: Date }) => !one.liftedAt);
}

function masterFor({ c, world, chance }: Before): string {
  const others = [...world.shelf.cases.keys()].filter((id) => id !== c.id);
  return chance.percent(95) ? (chance.maybeOneOf(others) ?? c.id) : c.id;
}
