import { invalidInput } from '@parkline/errors';
import type { directory } from '@parkline/proto';
import type { PolicyDraft } from '../domain/check-policy';
import type { Interval } from '../domain/clock';
import type { ComplainantType, Priority } from '../domain/policy';

/** More than a year of a park's working time. */
const MOST_MINUTES = 200_000;
const MOST_PAUSES = 50;
const EARLIEST = new Date('2000-01-01T00:00:00Z');
const LATEST = new Date('2100-01-01T00:00:00Z');

/** What somebody wants to know the deadlines of, as it came in. */
export interface PreviewRequest {
  parkCode: string;
  startAt: Date | undefined;
  /** Either working time … */
  workingMinutes: number;
  /** … or the clocks of a case of this priority. */
  priority: Priority | undefined;
  category: string;
  complainantType: ComplainantType | undefined;
  /** Unit id of the contractor who handles the case; empty: an own unit does. */
  contract: string;
  pauses: readonly Partial<Interval>[];
  allowProvisional: boolean;
  draftPolicy: PolicyDraft | undefined;
  draftCalendar: directory.Calendar | undefined;
}

/** What a preview counts from. @throws InvalidInput naming the field, for what no deadline can be counted from */
export function checkPreview(request: PreviewRequest): { startAt: Date; pauses: Interval[] } {
  const { startAt, workingMinutes, priority } = request;
  if (!startAt || Number.isNaN(+startAt) || startAt < EARLIEST || startAt > LATEST) {
    throw wrong('start_at', 'startAt', 'Say when it starts, from the year 2000 to 2099.');
  }
  if ((priority !== undefined) === (workingMinutes !== 0)) {
    throw wrong('preview', 'workingMinutes', 'Give either working minutes or a priority.');
  }
  if (!priority && (workingMinutes < 0 || workingMinutes > MOST_MINUTES)) {
    throw wrong('working_minutes', 'workingMinutes', `Give 1 to ${MOST_MINUTES} working minutes.`);
  }
  if (!priority && request.pauses.length > 0) {
    throw wrong('pauses', 'pauses', 'Pauses are those of a case: give its priority.');
  }
  if (!priority && request.contract) {
    throw wrong('contract', 'contract', 'A contract is that of a case: give its priority.');
  }
  return { startAt, pauses: checkPauses(request.pauses, startAt) };
}

function checkPauses(pauses: readonly Partial<Interval>[], startAt: Date): Interval[] {
  if (pauses.length > MOST_PAUSES) throw wrong('pauses', 'pauses', `Give at most ${MOST_PAUSES} pauses.`);
  let earliest = startAt;
  return pauses.map(({ from, to }, index) => {
    const here = `pauses[${index}]`;
    if (!from || from < earliest) {
      throw wrong('pauses', `${here}.from`, 'A pause begins after the start and after the end of the pause before it.');
    }
    if (!to || to <= from || to > LATEST) throw wrong('pauses', `${here}.to`, 'A pause ends after it began.');
    earliest = to;
    return { from, to };
  });
}

function wrong(what: string, field: string, message: string) {
  return invalidInput(`${what}_invalid`, message, { field });
}
