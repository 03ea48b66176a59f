import { decisionLimit, isPending, nothingToDecide, toDecide } from '../approvals';
import type { Case } from '../case';
import { changed, enter, nextId, stay } from '../change';
import { requireRoom } from '../limits';
import type { Suspension } from '../parts';
import { invalid, refused, type Rejection } from '../rejection';
import { optionalText, requiredText } from '../texts';
import { internal, type Topic } from '../topic';
import { suspendableStates } from '../transition';
import { suspensionReasons } from '../words';
import { addWorkingDays } from '../working-time';

type Commands = 'request-suspension' | 'decide-suspension' | 'suspend';
type Events = 'SuspensionRequested' | 'CaseSuspended' | 'SuspensionRefused';

const dayMs = 24 * 60 * 60 * 1000;
/** The review date is at most so many days away. */
const longestDays = 180;
/** After so many working days without a decision the deputy may decide too. */
const decideWithinDays = 1;

function ofThisCycle(c: Case): Suspension[] {
  return c.suspensions.filter(({ cycle }) => cycle === c.cycle);
}

/** There is never more than one that waits for a decision. */
function nothingPending(c: Case): Rejection | undefined {
  if (!ofThisCycle(c).some(isPending)) return undefined;
  return refused('suspension_pending', 'A suspension of this case waits for a decision already.');
}

function reasonOf(reason: string | undefined): Suspension['reason'] {
  const known = suspensionReasons.find((one) => one === reason);
  if (!known) throw invalid('reason_unknown', `A reason is one of ${suspensionReasons.join(', ')}.`, 'reason');
  return known;
}

/** When it comes back by itself: in the future, within 180 days. */
function reviewDate(reviewAt: Date | undefined, at: Date): Date {
  if (!reviewAt) throw invalid('review_missing', 'Please give the review date.', 'reviewAt');
  const away = reviewAt.getTime() - at.getTime();
  if (!(away > 0)) throw invalid('review_passed', 'The review date must be in the future.', 'reviewAt');
  if (away > longestDays * dayMs) {
    throw invalid('review_too_late', `The review date is at most ${longestDays} days away.`, 'reviewAt');
  }
  return reviewAt;
}

/** Times in which the work rests for a good reason. */
export const suspensions: Topic<Commands, Events> = {
  transitions: [
    {
      command: 'request-suspension',
      from: suspendableStates,
      to: 'unchanged',
      who: ['assignee'],
      guard: nothingPending,
      condition: 'one undecided at a time',
    },
    {
      command: 'decide-suspension',
      from: suspendableStates,
      to: 'suspended',
      who: ['park manager'],
      guard: (c, at, actor) => nothingToDecide(ofThisCycle(c).filter(isPending), { at, actor }),
      condition: 'granted; refused: unchanged. Not by who asked',
    },
    {
      command: 'decide-suspension',
      from: suspendableStates,
      to: 'suspended',
      who: ['region manager'],
      guard: (c, at, actor) => nothingToDecide(ofThisCycle(c).filter(isPending), { at, actor, deputy: true }),
      condition: 'granted; refused: unchanged. After 1 wd without a decision, not by who asked',
    },
    {
      command: 'suspend',
      from: suspendableStates,
      to: 'suspended',
      who: ['park manager'],
      guard: nothingPending,
      condition: 'where no suspension waits for a decision',
    },
  ],

  decisions: {
    'request-suspension'(c, command, now) {
      requireRoom(c.suspensions, 'suspensions');
      const suspension: Suspension = {
        id: nextId('suspension', c.suspensions),
        cycle: c.cycle,
        at: now.at,
        by: now.actor.id,
        reason: reasonOf(command.reason),
        note: requiredText(command.note, 'note'),
        reviewAt: reviewDate(command.reviewAt, now.at),
        decideBy: decisionLimit(c, now.actor, {
          at: now.at,
          limit: addWorkingDays(now.workingTime, now.at, decideWithinDays),
        }),
      };
      return { type: 'SuspensionRequested', at: now.at, suspension };
    },

    'decide-suspension'(c, command, now) {
      const { at, actor } = now;
      const named = { id: command.suspensionId, field: 'suspensionId', what: 'suspension' };
      const asked = toDecide(ofThisCycle(c), named, { c, at, actor });
      const by = actor.id;
      if (!command.granted) {
        const note = requiredText(command.note, 'note');
        return { type: 'SuspensionRefused', at, suspensionId: asked.id, by, note };
      }
      const decided = { at, by, granted: true, note: optionalText(command.note, 'note') };
      const reviewAt = reviewDate(command.reviewAt ?? asked.reviewAt, at);
      return { type: 'CaseSuspended', at, suspension: { ...asked, reviewAt, decided } };
    },

    suspend(c, command, { at, actor }) {
      const note = requiredText(command.note, 'note');
      requireRoom(c.suspensions, 'suspensions');
      const suspension: Suspension = {
        id: nextId('suspension', c.suspensions),
        cycle: c.cycle,
        at,
        by: actor.id,
        reason: reasonOf(command.reason),
        note,
        reviewAt: reviewDate(command.reviewAt, at),
        decideBy: at,
        decided: { at, by: actor.id, granted: true, note },
      };
      return { type: 'CaseSuspended', at, suspension };
    },
  },

  evolutions: {
    SuspensionRequested: (c, event) => stay(c, { suspensions: [...c.suspensions, event.suspension] }),
    CaseSuspended: (c, { at, suspension }) => {
      const asked = c.suspensions.some(({ id }) => id === suspension.id);
      const all = asked ? changed(c.suspensions, suspension.id, suspension) : [...c.suspensions, suspension];
      return enter(c, 'suspended', at, { suspensions: all });
    },
    SuspensionRefused: (c, { at, suspensionId, by, note }) =>
      stay(c, { suspensions: changed(c.suspensions, suspensionId, { decided: { at, by, granted: false, note } }) }),
  },

  lines: {
    SuspensionRequested: {
      publicity: internal,
      content: ({ suspension }) => ({
        text: suspension.note,
        suspensionId: suspension.id,
        reason: suspension.reason,
        reviewAt: suspension.reviewAt.toISOString(),
        decideBy: suspension.decideBy.toISOString(),
      }),
    },
    CaseSuspended: {
      publicity: { visibility: 'public', facts: ['reason', 'reviewAt'] },
      content: ({ suspension }) => ({
        text: suspension.decided?.note,
        suspensionId: suspension.id,
        reason: suspension.reason,
        reviewAt: suspension.reviewAt.toISOString(),
      }),
    },
    SuspensionRefused: {
      publicity: internal,
      content: ({ note, suspensionId }) => ({ text: note, suspensionId }),
    },
  },
};
