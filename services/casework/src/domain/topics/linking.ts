import { enter, stay } from '../change';
import { isArbitrated } from '../arbitration';
import type { Case } from '../case';
import type { CommandOf } from '../commands';
import { followingFrom } from '../consequences';
import type { CaseEvent, Grade } from '../events';
import { mostLinkedCases, priorityWith } from '../master';
import type { LinkedCase } from '../parts';
import { priorityWithinKind } from '../priority';
import { mayBeResolved } from '../resolvable';
import { invalid, movedOn, type Rejection, refused } from '../rejection';
import { optionalText, requiredText } from '../texts';
import { type Circumstances, internal, type Topic } from '../topic';
import { beforeClosed, beforeResolved, openStates } from '../transition';
import { caseStates, isOpenState } from '../words';

type Commands = 'link' | 'unlink' | 'reply-to-all' | 'add-linked' | 'remove-linked' | 'hear-linked' | 'resolve-linked';
type Events = 'CaseLinked' | 'CaseUnlinked' | 'LinkedCaseAdded' | 'LinkedCaseRemoved';

/** That no master is ever linked is what keeps cycles and chains out: here, and where the master is told. */
function hasNoLinkedCases(c: Case): Rejection | undefined {
  if (c.linkedCases.length === 0) return undefined;
  return refused('has_linked_cases', `${c.linkedCases.length} cases are linked to this one: unlink them first.`);
}

function hasLinkedCases(c: Case): Rejection | undefined {
  return c.linkedCases.length > 0 ? undefined : refused('no_linked_cases', 'No case is linked to this one.');
}

/** The master as it must be for one more case. It is asked again when it is told: until then it may have changed. */
function masterOf(c: Case, { master }: Circumstances): Case {
  if (!master || master.groupId !== c.groupId) {
    throw invalid('master_unknown', 'There is no such case to link to.', 'master');
  }
  if (master.id === c.id) throw invalid('master_is_itself', 'A case cannot be linked to itself.', 'master');
  if (master.state === 'linked') {
    const message = `${master.number} is itself linked, to ${master.linkedTo?.masterNumber}: link to that one.`;
    throw refused('master_linked', message);
  }
  if (!isOpenState(master.state)) throw refused('master_closed', `${master.number} is closed.`);
  if (master.linkedCases.length >= mostLinkedCases) {
    const message = `At most ${mostLinkedCases} cases are linked to one, closed ones too: choose a second master.`;
    throw refused('master_full', message);
  }
  const missing = missingFor(master, {
    ...gradeOf(c),
    id: c.id,
    number: c.number,
    as: 'incident',
    receivedAt: c.receivedAt,
  });
  if (missing)
    throw refused('master_resolved', `${master.number} was resolved without what this case needs. ${missing.message}`);
  return master;
}

/** What this case would still have needed before the master was resolved: it would be resolved with it at once. */
function missingFor(master: Case, linked: LinkedCase): Rejection | undefined {
  if (beforeResolved.includes(master.state) || mayBeResolved(master)) return undefined;
  return mayBeResolved({ ...master, linkedCases: [...master.linkedCases, linked] });
}

function gradeOf({
  priority,
  severity,
}: Pick<Case, 'priority' | 'severity'>): Pick<LinkedCase, 'priority' | 'severity'> {
  return { ...(priority ? { priority } : {}), ...(severity ? { severity } : {}) };
}

/** The master takes the highest priority: a regrade like any other, so that its clocks follow. */
function regradeBy(c: Case, linked: LinkedCase, now: Circumstances): CaseEvent[] {
  const { category, severity, urgency, priority: fromPriority } = c;
  // Before its dispatch a case has no grade: the dispatch looks at the linked ones.
  if (!severity || !urgency || !fromPriority || !beforeResolved.includes(c.state)) return [];
  const priority = priorityWith(c.kind, fromPriority, [linked]);
  if (priority === fromPriority) return [];
  const reason = `${linked.as} ${linked.number}`;
  const grade = { category, severity, urgency, priority };
  const following = followingFrom(c, grade, now);
  return [{ type: 'CaseRegraded', at: now.at, ...grade, fromPriority, fromCategory: category, reason, ...following }];
}

const ungraded: Grade = { category: 'other', severity: 'general', urgency: 'normal', priority: 'p3' };

/** The grade of the master as one of this kind may have it. */
function gradeLike({ kind }: Case, grade: Grade = ungraded): Grade {
  return { ...grade, priority: priorityWithinKind(kind, grade.priority) };
}

function addLinked(c: Case, command: CommandOf<'add-linked'>, now: Circumstances): CaseEvent[] {
  const { id, number, as, receivedAt } = command;
  if (c.linkedCases.some((one) => one.id === id)) return [];
  if (id === c.id) throw movedOn('A case cannot be linked to itself.');
  if (c.linkedCases.length >= mostLinkedCases) throw movedOn(`${mostLinkedCases} cases are linked to it already.`);
  const linked: LinkedCase = { id, number, as, ...gradeOf(command), receivedAt };
  if (missingFor(c, linked)) throw movedOn('It was resolved without what this case needs.');
  const added: CaseEvent = { type: 'LinkedCaseAdded', at: now.at, linked };
  return [added, ...regradeBy(c, linked, now)];
}

/** Master and linked cases. */
export const linking: Topic<Commands, Events> = {
  transitions: [
    {
      command: 'link',
      from: ['registered', 'dispatched', 'signed'],
      to: 'linked',
      who: ['dispatch desk'],
      guard: hasNoLinkedCases,
      condition:
        'no case is linked to it; the master is open, not linked, of the same group, and was not resolved with less than what the case needs',
    },
    {
      command: 'unlink',
      from: ['linked'],
      to: 'registered',
      who: ['dispatch desk', 'casework'],
      condition: 'casework: the master was declined or withdrawn, or could not take it',
    },
    {
      command: 'reply-to-all',
      from: openStates,
      to: 'unchanged',
      who: ['staff'],
      guard: hasLinkedCases,
      condition: 'cases are linked to it',
    },
    {
      command: 'reply',
      from: beforeClosed,
      to: 'unchanged',
      who: ['casework'],
      condition: 'what its master replied to all',
    },
    { command: 'add-linked', from: openStates, to: 'unchanged', who: ['casework'] },
    { command: 'remove-linked', from: caseStates, to: 'unchanged', who: ['casework'] },
    {
      command: 'hear-linked',
      from: openStates,
      to: 'unchanged',
      who: ['casework'],
      condition: 'what the complainant of a case linked to it has answered, for who handles them all',
    },
    {
      command: 'resolve-linked',
      from: ['linked'],
      to: 'resolved',
      who: ['casework'],
      condition: 'its master is resolved',
    },
  ],

  decisions: {
    link(c, command, now) {
      const { id: masterId, number: masterNumber } = masterOf(c, now);
      const link = { masterId, masterNumber, as: command.as ?? 'incident', at: now.at };
      return { type: 'CaseLinked', at: now.at, link };
    },

    unlink: (c, command, now) => ({
      type: 'CaseUnlinked',
      at: now.at,
      masterId: c.linkedTo?.masterId ?? '',
      masterNumber: c.linkedTo?.masterNumber ?? '',
      reason:
        now.actor.kind === 'service' ? optionalText(command.reason, 'reason') : requiredText(command.reason, 'reason'),
    }),

    'reply-to-all': (c, command, now) => ({
      type: 'ReplySent',
      at: now.at,
      text: requiredText(command.text, 'text'),
      firstContact: !c.hasContact && c.firstContactAt === undefined,
      toLinked: true,
    }),

    'add-linked': addLinked,

    'remove-linked'(c, { id }, now) {
      const linked = c.linkedCases.find((one) => one.id === id);
      return linked ? { type: 'LinkedCaseRemoved', at: now.at, id, number: linked.number } : [];
    },

    'hear-linked'(c, { id, number, text }, now) {
      // Unlinked or reopened meanwhile: whoever handles it now has heard of it himself.
      if (!c.linkedCases.some((one) => one.id === id)) throw movedOn(`${number} is no longer linked to this case.`);
      return { type: 'ComplainantAnswered', at: now.at, text: requiredText(text, 'text'), linked: { id, number } };
    },

    'resolve-linked': (c, { rootCause, answer, unitId, handlerId, grade }, now) => ({
      type: 'CaseResolved',
      at: now.at,
      rootCause,
      answer: requiredText(answer, 'answer'),
      unitId,
      // Nobody gives a case to a person whom the complaint is about.
      handlerId: handlerId !== undefined && c.accusedIds.includes(handlerId) ? undefined : handlerId,
      ...(c.priority ? {} : { grade: gradeLike(c, grade) }),
    }),
  },

  evolutions: {
    CaseLinked: (c, event) =>
      enter(c, 'linked', event.at, { linkedTo: event.link, flagged: false, handover: undefined }),
    // In nobody's hands, and for the desk to look at. What was counted and graded stays.
    CaseUnlinked: (c, event) =>
      enter(c, 'registered', event.at, {
        unitId: undefined,
        handlerId: undefined,
        settledUnitId: isArbitrated(c) ? (c.unitId ?? c.settledUnitId) : undefined,
        dispatchReasons: [],
        dispatchedAt: undefined,
        signedAt: undefined,
        previous: undefined,
        flagged: true,
      }),
    LinkedCaseAdded: (c, event) => stay(c, { linkedCases: [...c.linkedCases, event.linked] }),
    LinkedCaseRemoved: (c, event) => stay(c, { linkedCases: c.linkedCases.filter(({ id }) => id !== event.id) }),
  },

  lines: {
    CaseLinked: {
      publicity: { visibility: 'public' },
      content: ({ link }) => ({ masterId: link.masterId, masterNumber: link.masterNumber, as: link.as }),
    },
    CaseUnlinked: {
      publicity: { visibility: 'public' },
      content: ({ reason, masterId, masterNumber }) => ({ text: reason, masterId, masterNumber }),
    },
    LinkedCaseAdded: {
      publicity: internal,
      content: ({ linked: { id, number, as, priority } }) => ({ linkedId: id, number, as, priority }),
    },
    LinkedCaseRemoved: { publicity: internal, content: ({ id, number }) => ({ linkedId: id, number }) },
  },
};
