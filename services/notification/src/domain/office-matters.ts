import type { Message } from './message';
import type { OfficeDirectory, Post } from './post';
import type { CaseOccurrence, DecisionMatter, OfficeMatter } from './occurrence';

type MatterOccurrence = CaseOccurrence & OfficeMatter;
type Data = Message['data'];

/** What the complainant hears of things on his case: a new date and why, a measure, that others complain of the same. */
export function tellComplainantOfMatter(occurrence: CaseOccurrence, post: Post): void {
  switch (occurrence.change) {
    case 'decision_made':
      if (occurrence.what !== 'extension' || occurrence.granted !== 'yes' || !occurrence.until) return;
      return post.toComplainant('new-date', { text: occurrence.text, due: occurrence.until.toISOString() });
    case 'suspended':
      return occurrence.until && post.toComplainant('suspended', { due: occurrence.until.toISOString() });
    case 'relieved':
      return post.toComplainant('relief', { text: occurrence.text });
    case 'linked':
      return post.toComplainant('joined');
    default:
  }
}

/** Who in the office hears of it. @param facts what every such message shows of the case */
export function tellStaffOfMatter(
  occurrence: MatterOccurrence,
  post: Post,
  { directory, facts, assigned }: { directory: OfficeDirectory; facts: Data; assigned: readonly string[] },
): void {
  const leads = directory.leadsOf(occurrence.case.unitId);
  switch (occurrence.change) {
    case 'decision_asked':
      return post.toStaff('decision-asked', decidersOf(occurrence.what, occurrence, directory), {
        ...facts,
        ...decision(occurrence),
      });
    case 'decision_overdue':
      return post.toStaff('decision-asked', occurrence.deputyIds, { ...facts, what: occurrence.what });
    case 'decision_made':
      return post.toStaff('decision-made', assigned, {
        ...facts,
        ...decision(occurrence),
        granted: occurrence.granted,
      });
    case 'handover_offered':
      return post.toStaff('handover-offered', [occurrence.toHandlerId], { ...facts, text: occurrence.text });
    case 'handover_refused':
      return post.toStaff('handover-refused', assigned, { ...facts, text: occurrence.text });
    case 'task_added':
      return post.toStaff('task-added', directory.leadsOf(occurrence.unitId), { ...facts, text: occurrence.text });
    case 'task_completed':
      return post.toStaff('task-completed', assigned, facts);
    case 'opinion_given':
      return post.toStaff('opinion-given', assigned, facts);
    case 'expert_asked': {
      const experts = directory.expertsIn(occurrence.groupId, occurrence.field);
      return post.toStaff('expert-asked', experts, { ...facts, field: occurrence.field });
    }
    case 'supervised': {
      const concerned = [...assigned, ...leads, ...directory.managersOf(occurrence.parkCode)];
      return post.toStaff('supervision', concerned, { ...facts, kind: occurrence.kind, text: occurrence.text });
    }
    case 'supervision_answered':
      return post.toStaff('supervision-answered', directory.officersOf(occurrence.groupId), facts);
    case 'improvement_planned':
      return post.toStaff('improvement-planned', [occurrence.ownerId], { ...facts, dueOn: occurrence.dueOn });
    case 'suspended':
      return post.toStaff('decision-made', assigned, {
        ...facts,
        what: 'suspension',
        granted: 'yes',
        ...due(occurrence.until),
      });
    case 'relieved':
    case 'linked':
  }
}

/** domain.md, Dispatch and return; Clocks: who decides what. */
function decidersOf(
  what: DecisionMatter,
  { groupId, parkCode, case: { unitId } }: CaseOccurrence,
  directory: OfficeDirectory,
): readonly string[] {
  switch (what) {
    case 'return':
      return directory.dispatchDeskOf(groupId);
    case 'arbitration':
      return directory.officersOf(groupId);
    case 'extension':
      return directory.leadsOf(unitId);
    case 'suspension':
    case 'solution':
    case 'remedy':
      return directory.managersOf(parkCode);
  }
}

function decision({ what, text, until }: { what: DecisionMatter; text: string; until?: Date }): Data {
  return { what, text, ...due(until) };
}

function due(until: Date | undefined): Data {
  return until ? { due: until.toISOString() } : {};
}
