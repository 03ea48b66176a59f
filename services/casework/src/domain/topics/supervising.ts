import { is } from '../actor';
import type { Case } from '../case';
import { changed, stay } from '../change';
import { noRoom, requireRoom } from '../limits';
import type { Supervision } from '../parts';
import { invalid, movedOn, refused, type Rejection } from '../rejection';
import { openSupervisionOf, urgeNotice } from '../supervision';
import { optionalText, requiredText } from '../texts';
import { internal, type Topic } from '../topic';
import { openStates } from '../transition';
import { supervisionReasons } from '../words';
import { type ImprovementCommands, type ImprovementEvents, improving } from './improving';

type Commands = 'supervise' | 'answer-supervision' | 'criticise' | 'lift-supervision' | ImprovementCommands;
type Events = 'SupervisionStarted' | 'SupervisionAnswered' | 'CriticismGiven' | 'SupervisionLifted' | ImprovementEvents;

const alreadySupervised = 'The case is under supervision already.';

function unsupervised(c: Case): Rejection | undefined {
  return openSupervisionOf(c) ? undefined : refused('not_supervised', 'The case is under no supervision.');
}

/** The supervision that a command names. There is one open at a time. */
function named(c: Case, id: string): Supervision {
  const supervision = c.supervisions.find((one) => one.id === id);
  if (!supervision) throw invalid('supervision_unknown', 'There is no such supervision.', 'supervisionId');
  if (supervision.liftedAt) throw refused('supervision_over', 'This supervision was lifted already.');
  return supervision;
}

/** Supervision, and what is improved afterwards. */
export const supervising: Topic<Commands, Events> = {
  transitions: [
    {
      command: 'supervise',
      from: openStates,
      to: 'unchanged',
      who: ['HQ', 'region manager', 'park manager'],
      guard: (c) =>
        openSupervisionOf(c)
          ? refused('already_supervised', alreadySupervised)
          : noRoom(c.supervisions, 'supervisions'),
      condition: 'one supervision at a time',
    },
    {
      command: 'supervise',
      from: openStates,
      to: 'unchanged',
      who: ['sla', 'casework'],
      guard: (c) =>
        openSupervisionOf(c) ? movedOn(alreadySupervised) : noRoom(c.supervisions, 'supervisions', movedOn),
      condition: 'one supervision at a time',
    },
    {
      command: 'answer-supervision',
      from: openStates,
      to: 'unchanged',
      who: ['assignee', 'team lead of the unit'],
      guard: unsupervised,
      condition: 'while under supervision',
    },
    {
      command: 'criticise',
      from: openStates,
      to: 'unchanged',
      who: ['HQ'],
      guard: (c) =>
        unsupervised(c) ??
        (openSupervisionOf(c)?.criticisedAt
          ? refused('already_criticised', 'The written criticism of this supervision was given already.')
          : undefined),
      condition: 'while under supervision; once. After 5 wd casework does it by itself',
    },
    {
      command: 'lift-supervision',
      from: [...openStates, 'closed'],
      to: 'unchanged',
      who: ['HQ', 'region manager', 'park manager'],
      guard: unsupervised,
      condition: 'while under supervision',
    },
    ...improving.transitions,
  ],

  decisions: {
    supervise(c, command, now) {
      const byService = now.actor.kind === 'service';
      const reason = supervisionReasons.find((known) => known === command.reason);
      if (!reason && (byService || command.reason !== undefined)) {
        throw invalid('reason_unknown', `A reason is one of ${supervisionReasons.join(', ')}.`, 'reason');
      }
      const note = byService ? optionalText(command.note, 'note') : requiredText(command.note, 'note');
      // A person who gives no reason is one who flags it.
      return urgeNotice(c, reason ?? 'hq_flag', { ...now, by: now.actor.id, note });
    },

    'answer-supervision'(c, { supervisionId, text }, { at, actor }) {
      const { id, answers } = named(c, supervisionId);
      requireRoom(answers, 'answers');
      return { type: 'SupervisionAnswered', at, supervisionId: id, by: actor.id, text: requiredText(text, 'text') };
    },

    criticise: (c, { supervisionId, note }, { at }) => ({
      type: 'CriticismGiven',
      at,
      supervisionId: named(c, supervisionId).id,
      note: requiredText(note, 'note'),
    }),

    'lift-supervision': (c, { supervisionId, note }, { at, actor }) => ({
      type: 'SupervisionLifted',
      at,
      supervisionId: named(c, supervisionId).id,
      by: actor.id,
      note: is(actor, 'HQ', c) ? optionalText(note, 'note') : requiredText(note, 'note'),
    }),

    ...improving.decisions,
  },

  evolutions: {
    SupervisionStarted: (c, { supervision }) =>
      stay(c, { supervisions: [...c.supervisions, supervision], superviseAt: undefined }),
    SupervisionAnswered: (c, { at, supervisionId, by, text }) =>
      stay(c, {
        supervisions: c.supervisions.map((one) =>
          one.id === supervisionId ? { ...one, answers: [...one.answers, { at, by, text }] } : one,
        ),
      }),
    CriticismGiven: (c, { at, supervisionId }) =>
      stay(c, {
        supervisions: c.supervisions.map(({ criticiseAt, ...one }) =>
          one.id === supervisionId ? { ...one, criticisedAt: at } : { ...one, ...(criticiseAt ? { criticiseAt } : {}) },
        ),
      }),
    SupervisionLifted: (c, { at, supervisionId }) =>
      stay(c, { supervisions: changed(c.supervisions, supervisionId, { liftedAt: at }) }),
    ...improving.evolutions,
  },

  lines: {
    SupervisionStarted: {
      publicity: internal,
      content: ({ supervision: { id, reason, note, criticiseAt } }) => ({
        text: note,
        supervisionId: id,
        reason,
        criticiseAt: criticiseAt?.toISOString(),
      }),
    },
    SupervisionAnswered: {
      publicity: internal,
      content: ({ supervisionId, text }) => ({ text, supervisionId }),
    },
    CriticismGiven: { publicity: internal, content: ({ supervisionId, note }) => ({ text: note, supervisionId }) },
    SupervisionLifted: { publicity: internal, content: ({ supervisionId, note }) => ({ text: note, supervisionId }) },
    ...improving.lines,
  },
};
