import { type Case, isComplex, isMajor, isOpenTask } from './case';
import { type Rejection, refused } from './rejection';

/** What must have happened before a case is resolved (domain.md, Dispatch and return; The case). */
export function mayBeResolved(c: Case): Rejection | undefined {
  const open = c.tasks.filter(isOpenTask);
  if (open.length > 0) {
    const units = [...new Set(open.map(({ unitId }) => unitId))].join(', ');
    return refused('tasks_open', `Units still have tasks on this case (${units}): wait for them, or cancel the tasks.`);
  }
  if (isComplex(c) && !c.visitedAt) {
    const message =
      'A complex case needs a visit in person first: log a contact by visit, or record the investigation.';
    return refused('visit_missing', message);
  }
  const approved = c.solutions.some(({ cycle, decided }) => cycle === c.cycle && decided?.granted);
  if (isMajor(c) && !approved) {
    const message =
      'A major case needs a solution that the park manager has approved: propose one, or wait for the yes.';
    return refused('approval_missing', message);
  }
  return undefined;
}
