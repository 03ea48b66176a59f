import { common, enumOf, sla, word } from '@parkline/proto';
import type { Application } from './application/ports';
import type { Coverage } from './application/list-coverage';
import type { Effect } from './application/preview-application';
import type { Preview } from './application/preview-deadlines';
import type { PolicyDraft } from './domain/check-policy';
import type { Clock } from './domain/clock';
import type { Change, ClockEvent } from './domain/clock-set';
import type { AllowanceUnit, Policy, PolicyRule } from './domain/policy';
import { UNKNOWN_CALENDAR } from './domain/rules';
import type { ClocksNow } from './application/get-clocks';

/** A clock as the contract has it. */
function clockMessageOf(clock: Clock, percentUsed: number): sla.Clock {
  return {
    name: enumOf(sla.ClockName, clock.name),
    cycle: clock.cycle,
    status: enumOf(sla.ClockStatus, clock.status),
    startedAt: clock.startedAt,
    dueAt: clock.dueAt,
    stoppedAt: clock.stoppedAt,
    deadlineNumber: clock.deadlineNumber,
    breached: clock.breached,
    steps: clock.steps.map((step) => ({ ...step })),
    pauses: clock.pauses.map((pause) => ({ from: pause.from, to: pause.to })),
    provisional: clock.provisional,
    firstDueAt: clock.firstDueAt ?? clock.dueAt,
    calendarId: clock.calendarId === UNKNOWN_CALENDAR ? '' : clock.calendarId,
    calendarVersion: clock.calendarVersion,
    policyVersion: clock.policyVersion,
    percentUsed: Math.round(percentUsed * 100) / 100,
  };
}

/** An event as it goes out. */
export function eventMessageOf({ facts, clock, change, percentUsed }: ClockEvent, seq: number, at: Date): sla.SlaEvent {
  return {
    seq,
    occurredAt: at,
    caseId: facts.caseId,
    number: facts.number,
    groupId: facts.groupId,
    parkCode: facts.parkCode,
    cycle: clock.cycle,
    unitId: facts.unitId,
    handlerId: facts.handlerId,
    priority: enumOf(common.Priority, facts.priority),
    clock: clockMessageOf(clock, percentUsed),
    change: changeMessageOf(change),
  };
}

/** The clocks of a case as the contract has them, by cycle. */
export function caseClocksOf({ set, percentUsed }: ClocksNow): sla.CaseClocks {
  const clocks = [...set.clocks].sort((a, b) => a.cycle - b.cycle);
  return {
    caseId: set.caseId,
    clocks: clocks.map((clock) => clockMessageOf(clock, percentUsed(clock))),
    nextDueAt: set.nextDueAt,
  };
}

function changeMessageOf(change: Change): sla.SlaEvent['change'] {
  switch (change.type) {
    case 'ClockStarted':
      return { $case: 'started', value: {} };
    case 'ClockMoved':
      return { $case: 'moved', value: { fromDueAt: change.fromDueAt, reason: change.reason } };
    case 'ClockPaused':
      return { $case: 'paused', value: {} };
    case 'ClockResumed':
      return { $case: 'resumed', value: { pauseAllowanceUsed: change.pauseAllowanceUsed } };
    case 'ClockWarned':
      return { $case: 'warned', value: { step: change.step } };
    case 'ClockBreached':
      return { $case: 'breached', value: { step: change.step } };
    case 'LadderStepMissed':
      return { $case: 'stepMissed', value: { step: change.step } };
    case 'RulesApplied':
      return { $case: 'rulesApplied', value: { applicationId: change.applicationId } };
    case 'ClockStopped':
      return { $case: 'stopped', value: { inTime: change.inTime, cancelled: change.cancelled } };
  }
}

/** A policy as the contract has it. */
export function policyMessageOf(policy: Policy): sla.Policy {
  const { groupId, version, at, by, note, rules, pauseAllowanceDays, firstContactCapHours, quietHours } = policy;
  return {
    ...{ groupId, version, at: version === 1 ? undefined : at, by, note, pauseAllowanceDays, firstContactCapHours },
    rules: rules.map((rule) => ({
      parkCode: rule.parkCode ?? '',
      contract: rule.contract ?? '',
      category: rule.category ?? '',
      priority: enumOf(common.Priority, rule.priority),
      complainantType: enumOf(common.ComplainantType, rule.complainantType),
      clock: enumOf(sla.ClockName, rule.clock),
      amount: rule.amount,
      unit: rule.unit,
    })),
    quietHours: quietHours && { ...quietHours },
  };
}

/** A policy as somebody writes it; what is wrong with it comes out when it is checked. */
export function policyDraftOf(message: sla.Policy): PolicyDraft {
  const { note, rules, pauseAllowanceDays, firstContactCapHours, quietHours } = message;
  return {
    ...{ note, pauseAllowanceDays, firstContactCapHours, rules: rules.map(ruleOf) },
    ...(quietHours && (quietHours.from || quietHours.to) ? { quietHours } : {}),
  };
}

function ruleOf(rule: sla.PolicyRule): PolicyRule {
  const { parkCode, contract, category, amount } = rule;
  const priority = word(rule.priority);
  const complainantType = word(rule.complainantType);
  return {
    // A clock or a unit that is none is told of with all else that is wrong.
    ...{ clock: word(rule.clock) as PolicyRule['clock'], amount, unit: rule.unit as AllowanceUnit },
    ...(parkCode ? { parkCode } : {}),
    ...(contract ? { contract } : {}),
    ...(category ? { category } : {}),
    ...(priority ? { priority } : {}),
    ...(complainantType ? { complainantType } : {}),
  };
}

/** A preview of deadlines as the contract has it. */
export function previewMessageOf({ dueAt, windows = [], provisional = false, clocks }: Preview) {
  return {
    dueAt,
    windows: windows.map((window) => ({ ...window })),
    provisional,
    clocks: clocks.map(({ name, allowance, ...clock }) => ({
      ...clock,
      ...allowance,
      name: enumOf(sla.ClockName, name),
      windows: clock.windows.map((window) => ({ ...window })),
    })),
  };
}

/** The effect of an application as the contract has it. */
export function effectMessageOf(effect: Effect): sla.PreviewApplicationResponse {
  const examples = effect.examples.map((one) => ({ ...one, clock: enumOf(sla.ClockName, one.clock) }));
  return { ...effect, examples };
}

export function applicationMessageOf(application: Application): sla.Application {
  return { ...application, casesSetAside: application.casesSetAside.map((one) => ({ ...one })) };
}

export function coverageMessageOf(coverage: Coverage): sla.Coverage {
  return { ...coverage };
}
