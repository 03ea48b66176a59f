import { complainant, type Means, type Message, type Template } from './message';
import type { CaseOccurrence, Occurrence } from './occurrence';
import { tellComplainantOfMatter, tellStaffOfMatter } from './office-matters';
import type { OfficeDirectory, Post } from './post';

export type { OfficeDirectory } from './post';

export interface MessageOptions {
  directory: OfficeDirectory;
  /** Whether staff get an e-mail beside the message in the app. */
  staffByEmail: boolean;
}

type Data = Message['data'];

/** Who must hear of an occurrence, by which means and in which words. Pure: the same occurrence gives the same messages. */
export function messagesFor(occurrence: Occurrence, options: MessageOptions): Message[] {
  const messages = new Map<string, Message>();
  const { eventId, caseId, number, groupId, parkCode, at } = occurrence;
  const leftOut = leftOutOf(occurrence);
  const add = (template: Template, recipient: string, means: Means, data: Data): void => {
    messages.set(`${template}|${recipient}|${means}`, {
      eventId,
      template,
      means,
      recipient,
      caseId,
      number,
      groupId,
      parkCode,
      at,
      data,
    });
  };
  const post: Post = {
    toComplainant: (template, data = {}) => add(template, complainant, 'email', data),
    toStaff(template, staffIds, data = {}) {
      for (const staffId of staffIds) {
        if (!staffId || leftOut.includes(staffId) || !options.directory.isActive(staffId)) continue;
        add(template, staffId, 'in_app', data);
        if (options.staffByEmail) add(template, staffId, 'email', data);
      }
    },
  };
  write(occurrence, post, options.directory);
  return [...messages.values()];
}

/** Who did it himself, and whom the complaint is about: he has no say, but in an improvement that he owns. */
function leftOutOf(occurrence: Occurrence): readonly string[] {
  if (occurrence.type !== 'case_changed') return [];
  const { actorId, change, case: about } = occurrence;
  return change === 'improvement_planned' ? [actorId] : [actorId, ...about.accusedIds];
}

function write(occurrence: Occurrence, post: Post, directory: OfficeDirectory): void {
  switch (occurrence.type) {
    case 'registered':
      if (occurrence.hasEmail) post.toComplainant('acknowledgement');
      return;
    case 'case_changed':
      if (occurrence.case.hasContact) tellComplainant(occurrence, post);
      tellStaff(occurrence, post, directory);
      return;
    case 'clock_warned': {
      const { clock, step, dueAt, unitId, handlerId } = occurrence;
      const data = { clock, step, ...(dueAt ? { due: dueAt.toISOString() } : {}) };
      return post.toStaff('clock-warning', assigneeOr(handlerId, directory.leadsOf(unitId)), data);
    }
    case 'pause_used_up':
      return post.toStaff('pause-used-up', directory.leadsOf(occurrence.unitId));
    case 'rated': {
      const { satisfaction, unitId, handlerId, toHeadquarters } = occurrence;
      post.toStaff('rated', assigneeOr(handlerId, directory.leadsOf(unitId)), { satisfaction });
      if (!toHeadquarters) return;
      const deciders = [...directory.officersOf(occurrence.groupId), ...directory.managersOf(occurrence.parkCode)];
      return post.toStaff('third-no', deciders, { satisfaction });
    }
  }
}

function tellComplainant(occurrence: CaseOccurrence, post: Post): void {
  switch (occurrence.change) {
    case 'awaited':
      return post.toComplainant('question', { text: occurrence.question });
    case 'replied':
      return post.toComplainant('reply', { text: occurrence.text });
    case 'resolved':
      return post.toComplainant('solution', { text: occurrence.case.answer });
    case 'reopened':
      return post.toComplainant('reopened');
    case 'declined':
      return post.toComplainant('declined', { reason: occurrence.reason, referTo: occurrence.referTo });
    case 'closed':
      return post.toComplainant('closed', { outcome: occurrence.case.outcome });
    default:
      return tellComplainantOfMatter(occurrence, post);
  }
}

function tellStaff(occurrence: CaseOccurrence, post: Post, directory: OfficeDirectory): void {
  const { case: about, parkCode } = occurrence;
  const { category, priority, place, handlerId, accusedIds } = about;
  const facts = { category, priority: priority.toUpperCase(), place };
  const managers = directory.managersOf(parkCode);
  const leads = directory.leadsOf(about.unitId);
  // Where the complaint is about all who lead the unit, the next level hears of it.
  const impartial = leads.length > 0 && leads.every((id) => accusedIds.includes(id)) ? managers : leads;
  const assigned = assigneeOr(handlerId, impartial);
  const tellAssigned = (): void =>
    post.toStaff(handlerId ? 'dispatched-to-you' : 'dispatched-to-unit', assigned, facts);
  const tellManagers = (): void => {
    if (isPressing(about)) post.toStaff('pressing-case', managers, facts);
  };
  switch (occurrence.change) {
    case 'dispatched':
      tellAssigned();
      return tellManagers();
    case 'redispatched':
      if (occurrence.fromHandlerId === handlerId && occurrence.fromUnitId === about.unitId) return;
      return tellAssigned();
    case 'reopened':
      post.toStaff('reopened-to-you', assigned, facts);
      return tellManagers();
    case 'regraded':
      return occurrence.fromPriority === 'p1' ? undefined : tellManagers();
    case 'answered':
      return post.toStaff('complainant-answered', assigned);
    case 'withdrawn':
      return post.toStaff('case-withdrawn', handlerId ? [handlerId] : []);
    case 'escalated': {
      const { level, clock, step, watcherIds } = occurrence;
      return post.toStaff('escalated', watcherIds, { ...facts, level, clock, step });
    }
    case 'awaited':
    case 'replied':
    case 'resolved':
    case 'declined':
    case 'closed':
      return;
    default:
      return tellStaffOfMatter(occurrence, post, { directory, facts, assigned });
  }
}

/** P1 and major cases page the park manager (domain.md, Dispatch and return). */
function isPressing({ priority, severity }: { priority: string; severity: string }): boolean {
  return priority === 'p1' || severity === 'major';
}

/** The assignee; the leads of the unit while only that is named. */
function assigneeOr(handlerId: string, leads: readonly string[]): readonly string[] {
  return handlerId ? [handlerId] : leads;
}
