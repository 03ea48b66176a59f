import type { DeadlineQuestion } from '../../api/deadlines';
import type { Problem } from '../../api/http';
import type { Priority } from '../../api/types';

/** The form as it is filled in; moments are of the local clock. */
export interface TryForm {
  parkCode: string;
  startAt: string;
  hours?: number;
  priority?: Priority;
  pauses?: { from?: string; to?: string }[];
  allowProvisional?: boolean;
}

const moment = (local: string): string => new Date(local).toISOString();

/** What is asked of the server: working time, or the clocks of a case. A pause that is not filled in is left out. */
export function questionOf(by: 'priority' | 'minutes', form: TryForm): DeadlineQuestion {
  const { parkCode, startAt, hours = 0, priority = 'P3', pauses = [], allowProvisional } = form;
  const common = { parkCode, startAt: moment(startAt), allowProvisional: allowProvisional || undefined };
  if (by === 'minutes') return { ...common, workingMinutes: Math.round(hours * 60) };
  const whole = pauses.flatMap(({ from, to }) => (from && to ? [{ from: moment(from), to: moment(to) }] : []));
  return { ...common, priority, pauses: whole.length > 0 ? whole : undefined };
}

/** The last day whose holidays are known, where a refusal says that this is what is missing. */
export function lastCoveredDay({ code, details }: Pick<Problem, 'code' | 'details'>): string | undefined {
  return code === 'beyond_coverage' ? details['lastCoveredDay'] : undefined;
}
