import type { CaseFile } from '../../../api/case-file';

/** A thing on a case that a command may be about. */
export interface Part {
  id: string;
  /** What a person knows it by. */
  text: string;
}

const part = ({ id }: { id: string }, text: string): Part => ({ id, text });

/** Those that a command can still be about: decisions that are open, tasks that are not over. Oldest first. */
export function partsFor(command: string, file: CaseFile | undefined): Part[] {
  if (!file) return [];
  switch (command) {
    case 'decide-extension':
      return file.extensions.filter((one) => !one.decided && !one.lapsedAt).map((one) => part(one, one.reason));
    case 'decide-suspension':
      return file.suspensions.filter((one) => !one.decided).map((one) => part(one, one.note));
    case 'decide-solution':
      return file.solutions.filter((one) => one.decideBy && !one.decided).map((one) => part(one, one.text));
    case 'decide-remedy':
      return file.remedies.filter((one) => one.decideBy && !one.decided).map((one) => part(one, one.note ?? one.kind));
    case 'answer-supervision':
    case 'lift-supervision':
      return file.supervisions.filter((one) => !one.liftedAt).map((one) => part(one, one.note));
    case 'criticise':
      return file.supervisions.filter((one) => !one.liftedAt && !one.criticisedAt).map((one) => part(one, one.note));
    case 'complete-task':
    case 'cancel-task':
      return file.tasks.filter((one) => !one.doneAt && !one.cancelledAt).map((one) => part(one, one.text));
    case 'give-opinion':
      return file.consultations.filter((one) => !one.opinion).map((one) => part(one, one.question));
    case 'complete-improvement':
      return file.improvements.filter((one) => !one.doneAt).map((one) => part(one, one.text));
    case 'check-effect':
      return file.improvements.filter((one) => one.doneAt && !one.effect).map((one) => part(one, one.text));
    default:
      return [];
  }
}
