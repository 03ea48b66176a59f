import type { TrackedComplaint } from '../../api/types';

/** How far a complaint has come, in four steps that a person outside recognises: received, working, answered, closed. */
export function stepOf(complaint: Pick<TrackedComplaint, 'state'>): number {
  switch (complaint.state) {
    case 'registered':
      return 0;
    case 'resolved':
    case 'revisiting':
      return 2;
    case 'closed':
      return 3;
    default:
      return 1;
  }
}
