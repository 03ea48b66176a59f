import { chooseHandler, type Loads } from './choose-handler';
import { categoryOrOther, noCategory } from './catalogue';
import type { Roster } from './roster';
import { chooseUnit } from './choose-unit';
import { assign, type Assignment, type Grading } from './triage';
import type { Priority, Severity, Urgency } from './words';

/** What routing keeps of a case: enough to know how busy people are, and what was decided. */
export interface RoutedCase {
  groupId: string;
  parkCode: string;
  number: string;
  cycle: number;
  caseState: string;
  /** It asks something of its handler. */
  open: boolean;
  unitId: string;
  /** Of casework; from our decision on until casework has heard of it, ours. */
  handlerId: string;
  /** Whose load it is: the handler while it is open, else empty. One field, so that one index answers for many people. */
  loadOf: string;
  category: string;
  priority: Priority | '';
  /** As triage decided; missing where it was decided before these were kept. */
  severity?: Severity;
  urgency?: Urgency;
  complainantRef: string;
  /** Park and place; empty where no place was named. */
  placeKey: string;
  receivedAt: Date;
  /** The cycle that was decided last. */
  decidedCycle: number;
  /** The dispatch to which a person was added last. */
  personAddedTo: number;
}

/** A case as an event of casework shows it. */
export interface SeenCase {
  id: string;
  groupId: string;
  parkCode: string;
  number: string;
  cycle: number;
  state: string;
  unitId: string;
  handlerId: string;
  category: string;
  priority: Priority | '';
  /** Missing until it was graded. */
  severity?: Severity;
  urgency?: Urgency;
  complainantRef: string;
  place: string;
  receivedAt: Date;
  dispatches: number;
  /** Staff whom the complaint is about. */
  accusedIds: readonly string[];
}

/** What was decided for a case. Severity, urgency and priority are empty where only a person is added. */
export interface TriageDecided {
  number: string;
  groupId: string;
  parkCode: string;
  cycle: number;
  assignment: Omit<Assignment, 'severity' | 'urgency' | 'priority'> &
    Partial<Pick<Assignment, 'severity' | 'urgency' | 'priority'>>;
  /** A person is added to a case that was given to a unit only. */
  addsPerson: boolean;
  /** The dispatch that the person is added to. */
  dispatches: number;
}

/** What a case needs of routing. */
export type Need = 'triage' | 'dispatch' | 'person' | undefined;

/**
 * What a case needs now. Triage is for a case that has just been opened; another dispatch for one that has just been
 * unlinked, for a complaint is always dispatched; a person for one that was given to a unit only, once for each such
 * dispatch.
 */
export function needOf(
  known: RoutedCase | undefined,
  seen: SeenCase,
  options: { opened?: boolean; unlinked?: boolean },
): Need {
  if (seen.state === 'registered' && options.unlinked) return 'dispatch';
  if (seen.state === 'registered' && options.opened && known?.decidedCycle !== seen.cycle) return 'triage';
  const unmanned = seen.state === 'dispatched' && seen.unitId !== '' && seen.handlerId === '';
  return unmanned && known?.personAddedTo !== seen.dispatches ? 'person' : undefined;
}

/** The case after an event of casework: what we decided stays until casework has taken it over. */
export function observe(known: RoutedCase | undefined, seen: SeenCase): RoutedCase {
  const ours =
    known !== undefined &&
    seen.handlerId === '' &&
    ((seen.state === 'registered' && known.decidedCycle === seen.cycle) ||
      (seen.state === 'dispatched' && known.personAddedTo === seen.dispatches));
  // Resolved and revisiting cases ask nothing more of the handler; a reopened one is open again.
  const open = !['resolved', 'revisiting', 'linked', 'closed'].includes(seen.state);
  const handlerId = ours ? known.handlerId : seen.handlerId;
  return {
    groupId: seen.groupId,
    parkCode: seen.parkCode,
    number: seen.number,
    cycle: seen.cycle,
    caseState: seen.state,
    open,
    unitId: ours ? known.unitId : seen.unitId,
    handlerId,
    loadOf: open ? handlerId : '',
    category: seen.category || (known?.category ?? ''),
    priority: seen.priority || (known?.priority ?? ''),
    ...gradeOf(known, seen),
    complainantRef: seen.complainantRef,
    placeKey: placeKeyOf(seen.parkCode, seen.place),
    receivedAt: seen.receivedAt,
    decidedCycle: known?.decidedCycle ?? 0,
    personAddedTo: known?.personAddedTo ?? 0,
  };
}

/** As the case was graded last. */
function gradeOf(known: RoutedCase | undefined, seen: SeenCase): Pick<RoutedCase, 'severity' | 'urgency'> {
  const severity = seen.severity ?? known?.severity;
  const urgency = seen.urgency ?? known?.urgency;
  return { ...(severity ? { severity } : {}), ...(urgency ? { urgency } : {}) };
}

/** The case after a decision of our own. */
export function evolve(
  known: RoutedCase | undefined,
  { assignment, cycle, addsPerson, dispatches }: TriageDecided,
): RoutedCase {
  if (!known) throw new Error('A case is observed before it is decided.');
  const { category, severity, urgency, priority = '' } = assignment;
  return {
    ...known,
    unitId: assignment.unitId,
    handlerId: assignment.handlerId,
    loadOf: known.open ? assignment.handlerId : '',
    ...(addsPerson
      ? { personAddedTo: dispatches }
      : {
          decidedCycle: cycle,
          category,
          priority,
          ...(severity ? { severity } : {}),
          ...(urgency ? { urgency } : {}),
        }),
  };
}

/** Decides an opened case. `undefined` only if nobody at all works for the group. */
export function decideTriage(
  seen: SeenCase,
  grading: Grading,
  roster: Roster,
  loads: Loads,
): TriageDecided | undefined {
  const assignment = assign(grading, { caseId: seen.id, groupId: seen.groupId }, roster, loads);
  return assignment && decided(seen, assignment, { addsPerson: false });
}

/**
 * Gives a case that was unlinked to a unit and a person again, as it was graded before; to the desk's attention, for it
 * was linked by a mistake or its master is gone. `undefined` only if nobody at all works for the group.
 * @param known with the event taken in
 */
export function decideAgain(
  seen: SeenCase,
  known: Pick<RoutedCase, 'category' | 'priority' | 'severity' | 'urgency'>,
  roster: Roster,
  loads: Loads,
): TriageDecided | undefined {
  const { caseId, groupId, parkCode } = { ...seen, caseId: seen.id };
  const { code, skill } = categoryOrOther(known.category || noCategory);
  const unit = chooseUnit({ parkCode, groupId, category: code, confident: code !== noCategory, text: '' }, roster);
  const superior = seen.cycle > 1;
  const chosen = chooseHandler({ caseId, groupId, skill, candidates: unit.candidates, superior }, roster, loads);
  if (!chosen) return undefined;
  const { severity, urgency, priority } = known;
  const assignment = {
    ...{ category: code, unitId: chosen.unit.id, handlerId: chosen.handler.id },
    ...{ backstop: unit.backstop || chosen.displaced, flagged: true },
    ...(severity ? { severity } : {}),
    ...(urgency ? { urgency } : {}),
    ...(priority ? { priority } : {}),
    reasons: ['工单已解除关联，重新派单。', unit.reason, chosen.reason],
  };
  return decided(seen, assignment, { addsPerson: false });
}

/** Adds a person to a case that was given to a unit; to a reopened one the superior, see domain.md on ratings. */
export function decidePerson(seen: SeenCase, roster: Roster, loads: Loads): TriageDecided | undefined {
  const unit = roster.unit(seen.unitId);
  const { code, skill } = categoryOrOther(seen.category || noCategory);
  const candidates = [...(unit ? [unit] : []), ...roster.deskOf(seen.groupId)];
  const input = { caseId: seen.id, groupId: seen.groupId, skill, candidates, superior: seen.cycle > 1 };
  const chosen = chooseHandler(input, roster, loads);
  if (!chosen) return undefined;
  const reasons = [`派给${unit?.name ?? '班组'}的工单补充办理人。`, chosen.reason];
  const flags = { backstop: false, flagged: chosen.displaced };
  const assignment = { category: code, ...flags, unitId: chosen.unit.id, handlerId: chosen.handler.id, reasons };
  return decided(seen, assignment, { addsPerson: true });
}

/** Park and place in one, for finding earlier cases there. */
export function placeKeyOf(parkCode: string, place: string): string {
  const trimmed = place.trim().toLowerCase().slice(0, 100);
  return trimmed === '' ? '' : `${parkCode}/${trimmed}`;
}

function decided(
  { number, groupId, parkCode, cycle, dispatches }: SeenCase,
  assignment: TriageDecided['assignment'],
  options: { addsPerson: boolean },
): TriageDecided {
  return { number, groupId, parkCode, cycle, assignment, dispatches, ...options };
}
