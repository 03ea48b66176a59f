import type { Case } from './case';
import type { CaseEvent } from './events';
import type { Organisation } from './organisation';
import { mayBeSupervised, openSupervisionOf, urgeNotice } from './supervision';
import { solutionStates, suspendableStates } from './transition';
import { type CaseStateName, isOpenState } from './words';
import type { WorkingTime } from './working-time';

/** What a time limit may need when it is over. */
interface Surroundings {
  at: Date;
  organisation: Organisation;
  workingTime: WorkingTime;
}

/** A moment from which on casework itself must act, and the act. */
interface Limit {
  at: Date;
  act: (now: Surroundings) => CaseEvent;
}

/**
 * What casework itself must record now, for every time limit of the case that is over: it comes back on its review
 * date, an undecided return goes to headquarters, an undecided approval to the deputy, an overdue case comes under
 * supervision, and an urge notice that changed nothing is followed by the criticism. Pure. After these events the case
 * has no time limit at or before `now`, so each happens once.
 */
export function dueActs(c: Case, now: Date, organisation: Organisation, workingTime: WorkingTime): CaseEvent[] {
  return limitsOf(c)
    .filter(({ at }) => at.getTime() <= now.getTime())
    .map(({ act }) => act({ at: now, organisation, workingTime }));
}

/** The earliest time limit that casework itself must act on; undefined without one. */
export function nextLimitOf(c: Case): Date | undefined {
  return limitsOf(c).reduce<Date | undefined>((first, { at }) => (first && first <= at ? first : at), undefined);
}

function limitsOf(c: Case): Limit[] {
  if (!isOpenState(c.state)) return [];
  return [...reviewDate(c), ...undecidedReturn(c), ...approvals(c), ...supervision(c)];
}

/** The work on the matter goes on: after it, only what is given to the complainant still waits for a decision. */
function isUnsettled(c: Case): boolean {
  return c.state !== 'resolved' && c.state !== 'revisiting';
}

function reviewDate(c: Case): Limit[] {
  const suspension =
    c.state === 'suspended'
      ? c.suspensions.findLast(({ decided, endedAt }) => decided?.granted && !endedAt)
      : undefined;
  if (!suspension) return [];
  return [{ at: suspension.reviewAt, act: ({ at }) => ({ type: 'CaseResumed', at, note: '' }) }];
}

function undecidedReturn(c: Case): Limit[] {
  const request = c.state === 'return_requested' ? c.returns.at(-1) : undefined;
  if (!request || request.decided || request.arbitration) return [];
  const { id, decideBy } = request;
  return [{ at: decideBy, act: ({ at }) => ({ type: 'ReturnSentToArbitration', at, returnId: id }) }];
}

function approvals(c: Case): Limit[] {
  // Of what nobody can decide in this state the deputy is not told: it goes on waiting until the work does.
  const decidedIn = (states: readonly CaseStateName[]) => (one: { cycle: number }) =>
    states.includes(c.state) && one.cycle === c.cycle;
  return [
    ...c.suspensions.filter(decidedIn(suspendableStates)).flatMap((one) => approval('suspension', one, c)),
    ...c.solutions.filter(decidedIn(solutionStates)).flatMap((one) => approval('solution', one, c)),
    ...c.remedies.flatMap((one) => approval('remedy', one, c)),
  ];
}

/** Approvals have one level, a time limit and a deputy: after it the region managers may decide too, but the accused. */
function approval(
  what: 'suspension' | 'solution' | 'remedy',
  asked: { id: string; decideBy?: Date; decided?: object; overdue?: boolean },
  { parkCode, accusedIds }: Case,
): Limit[] {
  if (!asked.decideBy || asked.decided || asked.overdue) return [];
  return [
    {
      at: asked.decideBy,
      act: ({ at, organisation }) => ({
        type: 'ApprovalOverdue',
        at,
        what,
        id: asked.id,
        deputyIds: organisation.regionManagers(parkCode).filter((deputy) => !accusedIds.includes(deputy)),
      }),
    },
  ];
}

function supervision(c: Case): Limit[] {
  if (!isUnsettled(c)) return [];
  const open = openSupervisionOf(c);
  if (open?.criticiseAt && !open.criticisedAt) {
    const { id, criticiseAt } = open;
    return [{ at: criticiseAt, act: ({ at }) => ({ type: 'CriticismGiven', at, supervisionId: id, note: '' }) }];
  }
  if (!c.superviseAt || !mayBeSupervised(c)) return [];
  return [{ at: c.superviseAt, act: (now) => urgeNotice(c, 'overdue', now) }];
}
