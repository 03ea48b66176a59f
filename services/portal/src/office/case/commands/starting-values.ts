import type { CaseDetail } from '../../../api/types';
import { COMMANDS } from './catalog';
import { asLocalInput, type FormValues } from './fields';
import { partsFor } from './parts';

/** What stands in the form of a command when it opens: what is known, so that nobody types it again. */
export function startingValues(command: string, detail: CaseDetail, part?: string): FormValues {
  const fields = COMMANDS[command]?.fields ?? [];
  const values: FormValues = {};
  for (const field of fields) {
    if (field.initial) values[field.name] = field.initial;
    if (field.kind === 'part') values[field.name] = part ?? partsFor(command, detail.file)[0]?.id;
  }
  return { ...values, ...known(command, detail, values) };
}

function known(command: string, { case: one, file }: CaseDetail, values: FormValues): FormValues {
  switch (command) {
    case 'dispatch':
    case 'regrade': {
      const grade = { category: one.category, severity: one.severity, urgency: one.urgency };
      return command === 'dispatch' ? { ...grade, unitId: one.unitId } : grade;
    }
    case 'decide-return':
      return { unitId: file?.returns.find((asked) => !asked.decided)?.proposedUnitId };
    case 'decide-extension': {
      const until = file?.extensions.find(({ id }) => id === values['extensionId'])?.until;
      return { until: until && asLocalInput(until) };
    }
    case 'decide-suspension': {
      const reviewAt = file?.suspensions.find(({ id }) => id === values['suspensionId'])?.reviewAt;
      return { reviewAt: reviewAt && asLocalInput(reviewAt) };
    }
    case 'name-accused':
      return { staffIds: file?.accusedIds };
    case 'record-investigation':
      return investigationOf(file?.investigation);
    case 'assess-impact': {
      const { peopleAffected, safety, reputation, contractRenewal, note } = file?.impact ?? {};
      return { peopleAffected, safety, reputation, contractRenewal, note };
    }
    default:
      return {};
  }
}

/** The record is written anew as a whole: what it says already is in the form. */
function investigationOf(record: NonNullable<CaseDetail['file']>['investigation']): FormValues {
  if (!record) return {};
  const { visitedAt, findings, evidence, cause, causeConfirmed } = record;
  return {
    visitedAt: visitedAt && asLocalInput(visitedAt),
    findings,
    evidence,
    cause,
    causeConfirmed: causeConfirmed ? 'yes' : 'no',
  };
}
