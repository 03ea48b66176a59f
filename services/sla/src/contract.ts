import { common, enumOf, sla } from '@parkline/proto';
import type { Clock } from './domain/clock';
import type { Change, ClockEvent, ClockSet } from './domain/clock-set';

/** A clock as the contract has it. */
export function clockMessageOf(clock: Clock): sla.Clock {
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
  };
}

/** An event as it goes out. */
export function eventMessageOf({ facts, clock, change }: ClockEvent, seq: number, at: Date): sla.SlaEvent {
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
    clock: clockMessageOf(clock),
    change: changeMessageOf(change),
  };
}

/** The clocks of a case as the contract has them, by cycle. */
export function caseClocksOf(set: ClockSet): sla.CaseClocks {
  const clocks = [...set.clocks].sort((a, b) => a.cycle - b.cycle);
  return { caseId: set.caseId, clocks: clocks.map(clockMessageOf), nextDueAt: set.nextDueAt };
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
    case 'ClockStopped':
      return { $case: 'stopped', value: { inTime: change.inTime, cancelled: change.cancelled } };
  }
}
