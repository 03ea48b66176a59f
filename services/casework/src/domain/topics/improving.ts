import { type Actor, actsFor, is } from '../actor';
import type { Case } from '../case';
import { changed, nextId, stay } from '../change';
import { requireRoom } from '../limits';
import type { Improvement } from '../parts';
import { forbidden, invalid, refused } from '../rejection';
import { optionalText, requiredText } from '../texts';
import { internal, type Topic } from '../topic';
import { openStates } from '../transition';
import type { CaseStateName } from '../words';

export type ImprovementCommands = 'plan-improvement' | 'complete-improvement' | 'check-effect';
export type ImprovementEvents = 'ImprovementPlanned' | 'ImprovementCompleted' | 'EffectChecked';

/** What a case teaches is often seen after its end. */
const anyTime: readonly CaseStateName[] = [...openStates, 'closed'];
const hourMs = 60 * 60 * 1000;
/** No place on earth is further behind UTC. */
const latestZoneMs = 12 * hourMs;

function isUnchecked({ doneAt, effect }: Improvement): boolean {
  return doneAt !== undefined && !effect;
}

function named(c: Case, id: string): Improvement {
  const improvement = c.improvements.find((one) => one.id === id);
  if (!improvement) throw invalid('improvement_unknown', 'There is no such improvement.', 'improvementId');
  return improvement;
}

/** A day of the calendar that is not over everywhere on earth yet: which day it is in the park is not known here. */
function dueDay(dueOn: string, at: Date): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(dueOn) ? new Date(`${dueOn}T00:00:00Z`) : new Date(NaN);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== dueOn) {
    throw invalid('date_malformed', 'A date is like 2026-05-31.', 'dueOn');
  }
  if (day.getTime() + 24 * hourMs + latestZoneMs <= at.getTime()) {
    throw invalid('date_passed', 'The due date must not be in the past.', 'dueOn');
  }
  return dueOn;
}

/** Who did it does not judge it. */
function ownWork({ ownerId }: Improvement, actor: Actor) {
  return ownerId === actor.id
    ? refused('not_impartial', 'You have done it yourself; somebody else checks whether it helped.')
    : undefined;
}

/** What is changed so that it does not happen again: owner, due date, and whether it helped. */
export const improving: Topic<ImprovementCommands, ImprovementEvents> = {
  transitions: [
    {
      command: 'plan-improvement',
      from: anyTime,
      to: 'unchanged',
      who: ['assignee', 'team lead of the unit', 'park manager', 'region manager', 'HQ'],
    },
    {
      command: 'complete-improvement',
      from: anyTime,
      to: 'unchanged',
      who: ['owner of an improvement'],
      condition: 'the own one',
    },
    {
      command: 'complete-improvement',
      from: anyTime,
      to: 'unchanged',
      who: ['park manager'],
      guard: (c) =>
        c.improvements.some(({ doneAt }) => !doneAt)
          ? undefined
          : refused('nothing_to_complete', 'No improvement of this case is still to be done.'),
    },
    {
      command: 'check-effect',
      from: anyTime,
      to: 'unchanged',
      who: ['park manager', 'region manager', 'HQ'],
      guard: (c, _at, actor) => {
        const unchecked = c.improvements.filter(isUnchecked);
        if (unchecked.length === 0) return refused('nothing_to_check', 'No improvement waits for its effect check.');
        const rejections = unchecked.map((one) => ownWork(one, actor));
        return rejections.includes(undefined) ? undefined : rejections[0];
      },
      condition: 'once it is done, not by its owner',
    },
  ],

  decisions: {
    'plan-improvement'(c, { text, ownerId, dueOn }, { at, actor, organisation }) {
      requireRoom(c.improvements, 'improvements');
      const owner = organisation.member(ownerId);
      if (owner?.groupId !== c.groupId || owner.role === 'auditor' || owner.role === 'integration-client') {
        throw invalid('owner_unknown', `There is nobody ${ownerId} who could do it.`, 'ownerId');
      }
      const improvement: Improvement = {
        id: nextId('improvement', c.improvements),
        at,
        by: actor.id,
        text: requiredText(text, 'text'),
        ownerId,
        dueOn: dueDay(dueOn, at),
      };
      return { type: 'ImprovementPlanned', at, improvement };
    },

    'complete-improvement'(c, { improvementId, note }, { at, actor }) {
      const { id, ownerId, doneAt } = named(c, improvementId);
      if (!actsFor(actor, ownerId) && !is(actor, 'park manager', c)) {
        throw forbidden('not_yours', `This improvement is ${ownerId}'s.`);
      }
      if (doneAt) throw refused('already_done', 'This improvement is done already.');
      return { type: 'ImprovementCompleted', at, improvementId: id, note: requiredText(note, 'note') };
    },

    'check-effect'(c, { improvementId, effective, note }, { at, actor }) {
      const improvement = named(c, improvementId);
      if (!improvement.doneAt) throw refused('not_done', 'The effect is checked once the improvement is done.');
      if (improvement.effect) throw refused('already_checked', 'The effect of this improvement was checked already.');
      const partial = ownWork(improvement, actor);
      if (partial) throw partial;
      return {
        type: 'EffectChecked',
        at,
        improvementId: improvement.id,
        by: actor.id,
        effective,
        note: effective ? optionalText(note, 'note') : requiredText(note, 'note'),
      };
    },
  },

  evolutions: {
    ImprovementPlanned: (c, { improvement }) => stay(c, { improvements: [...c.improvements, improvement] }),
    ImprovementCompleted: (c, { at, improvementId, note }) =>
      stay(c, { improvements: changed(c.improvements, improvementId, { doneAt: at, doneNote: note }) }),
    EffectChecked: (c, { at, improvementId, by, effective, note }) =>
      stay(c, { improvements: changed(c.improvements, improvementId, { effect: { at, by, effective, note } }) }),
  },

  lines: {
    ImprovementPlanned: {
      publicity: internal,
      content: ({ improvement: { id, text, ownerId, dueOn } }) => ({ text, improvementId: id, ownerId, dueOn }),
    },
    ImprovementCompleted: {
      publicity: internal,
      content: ({ improvementId, note }) => ({ text: note, improvementId }),
    },
    EffectChecked: {
      publicity: internal,
      content: ({ improvementId, effective, note }) => ({ text: note, improvementId, effective: String(effective) }),
    },
  },
};
