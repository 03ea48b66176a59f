import type { Case } from './case';
import type { CaseEventOf } from './events';
import { nextId } from './ids';
import { hasRoom } from './limits';
import type { Supervision } from './parts';
import type { SupervisionReason } from './words';
import { addWorkingDays, type WorkingTime } from './working-time';

/** The written criticism follows the urge notice after so many working days (domain.md, Clocks). */
const criticismAfterDays = 5;
/** An overdue case is supervised so many working days after its deadline. */
const supervisedAfterDays = 1;

/** The supervision of the case that was not lifted: there is never more than one. */
export function openSupervisionOf(c: Case): Supervision | undefined {
  return c.supervisions.find(({ liftedAt }) => !liftedAt);
}

/** The urge notice, by which a supervision starts. `by` and `note` are a person's; casework itself says only why. */
export function urgeNotice(
  c: Case,
  reason: SupervisionReason,
  { at, workingTime, by = 'casework', note = '' }: { at: Date; workingTime: WorkingTime; by?: string; note?: string },
): CaseEventOf<'SupervisionStarted'> {
  const supervision: Supervision = {
    id: nextId('supervision', c.supervisions),
    cycle: c.cycle,
    at,
    by,
    reason,
    note,
    criticiseAt: addWorkingDays(workingTime, at, criticismAfterDays),
    answers: [],
  };
  return { type: 'SupervisionStarted', at, supervision };
}

/** Whether casework may start one by itself. A case that has had the most is past what one more would do. */
export function mayBeSupervised(c: Case): boolean {
  return !openSupervisionOf(c) && hasRoom(c.supervisions);
}

/**
 * When an overdue case comes under supervision unless it is resolved by then: the day after the expiry of the resolve
 * clock, counted from that moment however late the step was told. Once a cycle; undefined where the step tells of another clock, or it is settled already.
 */
export function supervisionDateOf(
  c: Case,
  clock: string,
  { expiredAt, workingTime }: { expiredAt: Date; workingTime: WorkingTime },
): Date | undefined {
  if (clock !== 'resolve' || c.state === 'resolved' || c.state === 'revisiting') return undefined;
  const known = c.superviseAt !== undefined || !mayBeSupervised(c);
  const before = c.supervisions.some(({ reason, cycle }) => reason === 'overdue' && cycle === c.cycle);
  return known || before ? undefined : addWorkingDays(workingTime, expiredAt, supervisedAfterDays);
}
