import type { Case } from './case';
import type { CaseEvent, CaseEventOf } from './events';
import { nextId } from './ids';
import { hasRoom } from './limits';
import type { Organisation } from './organisation';
import { procedureFor } from './procedures';
import { mayBeSupervised, urgeNotice } from './supervision';
import type { ExpertField, Priority, Severity, SupervisionReason } from './words';
import type { WorkingTime } from './working-time';

interface Grade {
  category?: string;
  severity?: Severity;
  priority?: Priority;
}

/** P1 and major cases page the park manager and go to the expert panel (domain.md, Dispatch and return). */
function isGrave({ severity, priority }: Grade): boolean {
  return severity === 'major' || priority === 'p1';
}

/** What follows from a grade at once: the standard procedure, and the park manager's watching of a grave case. */
export function followingFrom(
  c: Case,
  grade: { category?: string; severity: Severity; priority: Priority },
  { organisation }: { organisation: Organisation },
): { procedureId?: string; watcherIds: string[] } {
  const managers = isGrave(grade) ? organisation.parkManagers(c.parkCode) : [];
  return {
    procedureId: procedureFor(grade.category ?? 'other', grade.priority, c.procedureId)?.id,
    watcherIds: managers.filter((id) => !c.accusedIds.includes(id)),
  };
}

/** The field of the panel that a category belongs to first; the closest one counts. */
const fields: Record<string, ExpertField> = {
  facility: 'engineering',
  environment: 'engineering',
  quality: 'engineering',
  security: 'legal',
  fees: 'legal',
  value_added: 'legal',
  service: 'psychological',
  neighbours: 'psychological',
};

function fieldOf(category = ''): ExpertField {
  return fields[category.split('.')[0]!] ?? 'analyst';
}

/** Where a major case is a matter of safety. */
const safetyCategories = ['facility.fire', 'facility.lift', 'facility.power', 'security'];
/** So many repeats of one matter bring it under supervision. */
const repeatsForSupervision = 3;
/** It begins with the second dissatisfied revisit. */
const cycleForSupervision = 3;

function isUnsafe({ severity, category = '' }: Grade): boolean {
  return severity === 'major' && safetyCategories.some((code) => category === code || category.startsWith(`${code}.`));
}

/**
 * What casework itself adds to what was decided: the question to the expert panel, and the supervision that starts by
 * itself (domain.md, Clocks). The day after expiry is not among them: that is a time limit.
 * @param c the case before the events
 */
export function consequencesOf(
  c: Case,
  events: readonly CaseEvent[],
  now: { at: Date; workingTime: WorkingTime },
): CaseEvent[] {
  const asked = events.flatMap((event) => panelAsked(c, event));
  const reason = mayBeSupervised(c) ? events.map((event) => supervisionReason(c, event)).find(Boolean) : undefined;
  if (!reason || events.some(({ type }) => type === 'SupervisionStarted')) return asked;
  const cycle = c.cycle + (events.some(({ type }) => type === 'CaseReopened') ? 1 : 0);
  return [...asked, urgeNotice({ ...c, cycle }, reason, now)];
}

/** A case goes to the panel once by itself, unless it is full of questions already; it is then its whole description. */
function panelAsked(c: Case, event: CaseEvent): CaseEventOf<'ExpertAsked'>[] {
  if (event.type !== 'CaseDispatched' && event.type !== 'CaseRegraded') return [];
  const { consultations } = c;
  if (!isGrave(event) || !hasRoom(consultations) || consultations.some(({ by }) => by === 'casework')) return [];
  const id = nextId('consultation', consultations);
  const consultation = { id, field: fieldOf(event.category), question: '', at: event.at, by: 'casework' };
  return [{ type: 'ExpertAsked', at: event.at, consultation }];
}

function supervisionReason(c: Case, event: CaseEvent): SupervisionReason | undefined {
  switch (event.type) {
    case 'CaseDispatched':
    case 'CaseRegraded':
      return isUnsafe(event) && !isUnsafe(c) ? 'safety' : undefined;
    case 'ImpactAssessed':
      return event.impact.safety === 'high' ? 'safety' : undefined;
    case 'CaseReopened':
      return event.fromCycle + 1 >= cycleForSupervision ? 'dissatisfied' : undefined;
    case 'LinkedCaseAdded': {
      const repeats = [...c.linkedCases, event.linked].filter(({ as }) => as === 'repeat').length;
      return event.linked.as === 'repeat' && repeats >= repeatsForSupervision ? 'repeats' : undefined;
    }
    default:
      return undefined;
  }
}
