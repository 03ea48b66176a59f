import { categoryOrOther, noCategory } from './catalogue';
import { chooseHandler, type Loads } from './choose-handler';
import { chooseUnit, type UnitChoice } from './choose-unit';
import { classify } from './classify';
import { grade } from './grade';
import type { Roster } from './roster';
import type { Kind, Priority, Severity, Urgency } from './words';

/** What triage must know of a complaint. */
export interface TriageInput {
  caseId: string;
  groupId: string;
  parkCode: string;
  text: string;
  place: string;
  hint: string;
  kind: Kind;
  history: EarlierCases;
}

/** Other cases of the last 30 days. */
export interface EarlierCases {
  samePerson: number;
  /** At the same place, how many by category. */
  samePlace: ReadonlyMap<string, number>;
}

/** How a complaint is graded and which units it may go to: all that does not depend on how busy people are. */
export interface Grading {
  category: string;
  severity: Severity;
  urgency: Urgency;
  priority: Priority;
  unit: UnitChoice;
  /** Nobody could place it: it goes to the backstop. */
  backstop: boolean;
  /** The dispatch desk should look at it. */
  flagged: boolean;
  /** Sentences in Chinese, in the order in which it was decided. */
  reasons: string[];
}

/** A whole decision: always with a person. */
export interface Assignment extends Omit<Grading, 'unit'> {
  unitId: string;
  handlerId: string;
}

const mostWordsShown = 4;

/** Grades a complaint. */
export function gradeComplaint(input: TriageInput, roster: Roster): Grading {
  const found = classify({ text: input.text, place: input.place, hint: input.hint });
  const history = {
    samePerson: input.history.samePerson,
    samePlace: found.category === noCategory ? 0 : (input.history.samePlace.get(found.category) ?? 0),
  };
  const graded = grade({ text: input.text, category: found.category, kind: input.kind, history });
  const unit = chooseUnit({ ...input, category: found.category, confident: found.confident }, roster);
  const { severity, urgency, priority } = graded;
  return {
    category: found.category,
    severity,
    urgency,
    priority,
    unit,
    backstop: unit.backstop,
    flagged: unit.backstop || graded.doubtfulKind,
    reasons: [categoryReason(found), ...graded.reasons, unit.reason],
  };
}

/** Names the person. `undefined` only if nobody at all works for the group. */
export function assign(
  grading: Grading,
  input: Pick<TriageInput, 'caseId' | 'groupId'>,
  roster: Roster,
  loads: Loads,
): Assignment | undefined {
  const { unit, ...rest } = grading;
  const { skill } = categoryOrOther(grading.category);
  const chosen = chooseHandler({ ...input, skill, candidates: unit.candidates }, roster, loads);
  if (!chosen) return undefined;
  const displaced = chosen.displaced ? [`原定班组暂无人员，改交${chosen.unit.name}。`] : [];
  return {
    ...rest,
    unitId: chosen.unit.id,
    handlerId: chosen.handler.id,
    backstop: rest.backstop || chosen.displaced,
    flagged: rest.flagged || chosen.displaced,
    reasons: [...rest.reasons, ...displaced, chosen.reason],
  };
}

function categoryReason(found: ReturnType<typeof classify>): string {
  const { zh } = categoryOrOther(found.category);
  const words = found.because
    .slice(0, mostWordsShown)
    .map((phrase) => `“${phrase.replaceAll('+', '…').replace(/\*$/, '')}”`);
  if (found.score === 0 || (words.length === 0 && !found.hinted)) return '没有识别出类别。';
  const grounds = [
    ...(words.length > 0 ? [`提到${words.join('、')}`] : []),
    ...(found.hinted ? ['与投诉人所选类别一致'] : []),
  ].join(',');
  const rival = found.confident || !found.second ? '' : `，但与“${categoryOrOther(found.second.category).zh}”难以区分`;
  return `类别判断为${zh}：${grounds}${rival}。`;
}
