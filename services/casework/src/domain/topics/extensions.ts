import type { Case } from '../case';
import { changed, nextId, stay } from '../change';
import type { CaseEventOf } from '../events';
import { notImpartial } from '../impartiality';
import { requireRoom } from '../limits';
import type { Extension } from '../parts';
import { invalid, refused, type Rejection } from '../rejection';
import { optionalText, requiredText } from '../texts';
import { type Circumstances, internal, type Topic } from '../topic';
import { beforeResolved } from '../transition';

type Commands = 'request-extension' | 'decide-extension';
type Events = 'ExtensionRequested' | 'ExtensionGranted' | 'ExtensionRefused' | 'ExtensionLapsed';

const dayMs = 24 * 60 * 60 * 1000;
/** An extension moves the deadline by at most so many days. */
const longestDays = 30;

/** The extension of this cycle that waits for a decision; there is never more than one. */
export function pendingExtension(c: Case): Extension | undefined {
  return c.extensions.find(({ cycle, decided, lapsedAt }) => cycle === c.cycle && !decided && !lapsedAt);
}

function somethingToDecide(c: Case): Rejection | undefined {
  if (pendingExtension(c)) return undefined;
  const last = c.extensions.at(-1);
  return last?.lapsedAt && last.cycle === c.cycle
    ? lapsed()
    : refused('nothing_to_decide', 'No extension of this case waits for a decision.');
}

const lapsed = () =>
  refused('extension_lapsed', 'The deadline has passed without a decision; the extension has lapsed.');

function deadlineIn({ resolveDueAt }: Circumstances): Date {
  if (resolveDueAt) return resolveDueAt;
  throw refused('no_deadline', 'The resolve clock does not run now, so there is no deadline to move.');
}

/** The new deadline: later than the present one, but not by more than 30 days. */
function newDeadline(until: Date | undefined, dueAt: Date): Date {
  if (!until) throw invalid('until_missing', 'Please give the new deadline.', 'until');
  const later = until.getTime() - dueAt.getTime();
  if (!(later > 0)) {
    throw invalid(
      'until_not_later',
      `The new deadline must be after the present one, ${dueAt.toISOString()}.`,
      'until',
    );
  }
  if (later > longestDays * dayMs) {
    throw invalid('until_too_late', `An extension is for at most ${longestDays} days after the deadline.`, 'until');
  }
  return until;
}

/**
 * What the expiry of the resolve clock does to an extension that nobody has decided about. One that was asked after the
 * deadline that was passed goes by a later deadline: the step was told late.
 */
export function lapsedExtension(
  c: Case,
  { clock, expiredAt }: { clock: string; expiredAt: Date },
  at: Date,
): CaseEventOf<'ExtensionLapsed'>[] {
  const pending = clock === 'resolve' ? pendingExtension(c) : undefined;
  return pending && pending.at <= expiredAt ? [{ type: 'ExtensionLapsed', at, extensionId: pending.id }] : [];
}

/** More time for the resolve clock. */
export const extensions: Topic<Commands, Events> = {
  transitions: [
    {
      command: 'request-extension',
      from: ['signed', 'in_progress', 'waiting_complainant'],
      to: 'unchanged',
      who: ['assignee'],
      guard: (c) =>
        pendingExtension(c)
          ? refused('extension_pending', 'An extension of this case waits for a decision already.')
          : undefined,
      condition: 'while the resolve clock runs and before it expires; one undecided at a time',
    },
    {
      command: 'decide-extension',
      from: beforeResolved.filter((state) => state !== 'registered'),
      to: 'unchanged',
      who: ['team lead of the unit', 'park manager'],
      guard: (c, _at, actor) => somethingToDecide(c) ?? notImpartial(actor, pendingExtension(c)?.by),
      condition: 'before the deadline; not by who asked',
    },
  ],

  decisions: {
    'request-extension'(c, command, now) {
      const dueAt = deadlineIn(now);
      if (now.at > dueAt) {
        throw refused('extension_late', 'The deadline has passed; an extension is asked for before it.');
      }
      requireRoom(c.extensions, 'extensions');
      const extension: Extension = {
        id: nextId('extension', c.extensions),
        cycle: c.cycle,
        at: now.at,
        by: now.actor.id,
        reason: requiredText(command.reason, 'reason'),
        until: newDeadline(command.until, dueAt),
        dueAt,
      };
      return { type: 'ExtensionRequested', at: now.at, extension };
    },

    'decide-extension'(c, command, now) {
      const asked = c.extensions.find(({ id }) => id === command.extensionId);
      if (!asked) throw invalid('extension_unknown', 'There is no such extension on this case.', 'extensionId');
      if (asked.lapsedAt) throw lapsed();
      if (asked !== pendingExtension(c)) throw refused('already_decided', 'This extension does not wait any more.');
      if (now.resolveDueAt && now.at > now.resolveDueAt) throw lapsed();
      const decided = { at: now.at, extensionId: asked.id, by: now.actor.id };
      if (!command.granted) return { type: 'ExtensionRefused', ...decided, note: requiredText(command.note, 'note') };
      const fromDueAt = deadlineIn(now);
      return {
        type: 'ExtensionGranted',
        ...decided,
        until: newDeadline(command.until ?? asked.until, fromDueAt),
        fromDueAt,
        note: optionalText(command.note, 'note'),
        reason: asked.reason,
      };
    },
  },

  evolutions: {
    ExtensionRequested: (c, event) => stay(c, { extensions: [...c.extensions, event.extension] }),
    ExtensionGranted: (c, { at, extensionId, by, note, until }) =>
      stay(c, {
        extensions: changed(c.extensions, extensionId, {
          decided: { at, by, granted: true, note },
          grantedUntil: until,
        }),
      }),
    ExtensionRefused: (c, { at, extensionId, by, note }) =>
      stay(c, { extensions: changed(c.extensions, extensionId, { decided: { at, by, granted: false, note } }) }),
    ExtensionLapsed: (c, { at, extensionId }) =>
      stay(c, { extensions: changed(c.extensions, extensionId, { lapsedAt: at }) }),
  },

  lines: {
    ExtensionRequested: {
      publicity: internal,
      content: ({ extension }) => ({
        text: extension.reason,
        extensionId: extension.id,
        until: extension.until.toISOString(),
        dueAt: extension.dueAt.toISOString(),
      }),
    },
    // The complainant is told the new date and why.
    ExtensionGranted: {
      publicity: { visibility: 'public', text: true, facts: ['until'] },
      content: (event) => ({
        text: event.reason,
        extensionId: event.extensionId,
        until: event.until.toISOString(),
        fromDueAt: event.fromDueAt.toISOString(),
        note: event.note,
      }),
    },
    ExtensionRefused: {
      publicity: internal,
      content: ({ note, extensionId }) => ({ text: note, extensionId }),
    },
    ExtensionLapsed: { publicity: internal, content: ({ extensionId }) => ({ extensionId }) },
  },
};
