import { z } from 'zod';
import { type casework, word } from '@parkline/proto';
import { iso, isoOf, moment, orNothing } from './fields';
import {
  expertFields,
  impactLevels,
  linkKinds,
  remedyKinds,
  returnReasons,
  rootCauses,
  supervisionReasons,
  suspensionReasons,
} from './words';

const by = z.string().describe('Staff id, or the name of a service.');
const decided = z.object({ at: moment, by, granted: z.boolean(), note: z.string().optional() }).optional();
const asked = { id: z.string(), at: moment, by };
const limited = {
  decideBy: moment.optional().describe('Absent where no approval is needed.'),
  overdue: z.boolean().describe('The time to decide is over: the deputy may decide too.'),
  decided,
};

/** What is on a case beside its state. */
export const caseFileSchema = z
  .object({
    returns: z.array(
      z.object({
        ...asked,
        fromUnitId: z.string(),
        reason: returnReasons,
        proposedUnitId: z.string(),
        note: z.string(),
        evidence: z.array(z.string()),
        decideBy: moment.optional(),
        arbitration: z.boolean(),
        decided,
      }),
    ),
    extensions: z.array(
      z.object({
        ...asked,
        reason: z.string(),
        until: moment,
        dueAt: moment,
        decided,
        grantedUntil: moment.optional(),
        lapsedAt: moment.optional(),
      }),
    ),
    suspensions: z.array(
      z.object({
        ...asked,
        reason: suspensionReasons,
        note: z.string(),
        reviewAt: moment,
        ...limited,
        endedAt: moment.optional(),
      }),
    ),
    supervisions: z.array(
      z.object({
        ...asked,
        reason: supervisionReasons,
        note: z.string(),
        criticiseAt: moment.optional(),
        criticisedAt: moment.optional(),
        answers: z.array(z.object({ at: moment, by, text: z.string() })),
        liftedAt: moment.optional(),
      }),
    ),
    tasks: z.array(
      z.object({
        ...asked,
        unitId: z.string(),
        text: z.string(),
        doneAt: moment.optional(),
        doneBy: z.string().optional(),
        note: z.string().optional(),
        cancelledAt: moment.optional(),
      }),
    ),
    consultations: z.array(
      z.object({
        ...asked,
        field: expertFields,
        question: z.string(),
        opinion: z.object({ at: moment, by, text: z.string() }).optional(),
      }),
    ),
    investigation: z
      .object({
        at: moment,
        by,
        visitedAt: moment.optional(),
        findings: z.string(),
        evidence: z.array(z.string()),
        cause: rootCauses.optional(),
        causeConfirmed: z.boolean(),
      })
      .optional(),
    procedure: z
      .object({
        id: z.string(),
        title: z.string(),
        titleEn: z.string(),
        steps: z.array(
          z.object({
            id: z.string(),
            stage: z.enum(['intake', 'investigation', 'solution', 'execution', 'evaluation']),
            text: z.string(),
            textEn: z.string(),
            doneAt: moment.optional(),
            doneBy: z.string().optional(),
            note: z.string().optional(),
          }),
        ),
      })
      .optional(),
    impact: z
      .object({
        at: moment,
        by,
        peopleAffected: z.int(),
        safety: impactLevels,
        reputation: impactLevels,
        contractRenewal: impactLevels,
        note: z.string().optional(),
      })
      .optional(),
    solutions: z.array(z.object({ ...asked, text: z.string(), promisedBy: moment.optional(), ...limited })),
    relief: z.object({ at: moment, by, text: z.string() }).optional(),
    remedies: z.array(
      z.object({
        ...asked,
        kind: remedyKinds,
        amount: z.int().describe('In the smallest unit of the currency.'),
        currency: z.string(),
        note: z.string().optional(),
        ...limited,
      }),
    ),
    improvements: z.array(
      z.object({
        ...asked,
        text: z.string(),
        ownerId: z.string(),
        dueOn: z.iso.date(),
        doneAt: moment.optional(),
        doneNote: z.string().optional(),
        effect: z.object({ at: moment, by, effective: z.boolean(), note: z.string().optional() }).optional(),
      }),
    ),
    handover: z.object({ at: moment, by, toHandlerId: z.string(), note: z.string() }).optional(),
    accusedIds: z.array(z.string()).describe('Only for headquarters, the dispatch desk and the auditor.'),
    linkedCases: z.array(z.object({ id: z.string(), number: z.string(), as: linkKinds })),
  })
  .meta({ id: 'CaseFile' });

/** The file of a case as JSON. */
export function caseFileJson(file: casework.CaseFile): z.input<typeof caseFileSchema> {
  return jsonOf(file) as z.input<typeof caseFileSchema>;
}

function jsonOf(file: casework.CaseFile) {
  return {
    ...file,
    returns: file.returns.map((one) => ({ ...one, ...opened(one), decideBy: iso(one.decideBy) })),
    extensions: file.extensions.map((one) => ({
      ...one,
      ...opened(one),
      until: isoOf(one.until),
      dueAt: isoOf(one.dueAt),
      grantedUntil: iso(one.grantedUntil),
      lapsedAt: iso(one.lapsedAt),
    })),
    suspensions: file.suspensions.map((one) => ({
      ...one,
      ...opened(one),
      reviewAt: isoOf(one.reviewAt),
      decideBy: iso(one.decideBy),
      endedAt: iso(one.endedAt),
    })),
    supervisions: file.supervisions.map((one) => ({
      ...one,
      at: isoOf(one.at),
      criticiseAt: iso(one.criticiseAt),
      criticisedAt: iso(one.criticisedAt),
      answers: one.answers.map((answer) => ({ ...answer, at: isoOf(answer.at) })),
      liftedAt: iso(one.liftedAt),
    })),
    tasks: file.tasks.map((task) => ({
      ...task,
      at: isoOf(task.at),
      doneAt: iso(task.doneAt),
      doneBy: orNothing(task.doneBy),
      note: orNothing(task.note),
      cancelledAt: iso(task.cancelledAt),
    })),
    consultations: file.consultations.map(({ id, field, question, at, by: asker, opinionAt, opinionBy, opinion }) => ({
      id,
      field,
      question,
      at: isoOf(at),
      by: asker,
      opinion: opinionAt && { at: isoOf(opinionAt), by: opinionBy, text: opinion },
    })),
    investigation: file.investigation && {
      ...file.investigation,
      at: isoOf(file.investigation.at),
      visitedAt: iso(file.investigation.visitedAt),
      cause: word(file.investigation.cause),
    },
    procedure: file.procedure && {
      ...file.procedure,
      steps: file.procedure.steps.map((step) => ({
        ...step,
        doneAt: iso(step.doneAt),
        doneBy: orNothing(step.doneBy),
        note: orNothing(step.note),
      })),
    },
    impact: file.impact && { ...file.impact, at: isoOf(file.impact.at), note: orNothing(file.impact.note) },
    solutions: file.solutions.map((one) => ({
      ...one,
      ...opened(one),
      promisedBy: iso(one.promisedBy),
      decideBy: iso(one.decideBy),
    })),
    relief: file.relief && { ...file.relief, at: isoOf(file.relief.at) },
    remedies: file.remedies.map((one) => ({
      ...one,
      ...opened(one),
      note: orNothing(one.note),
      decideBy: iso(one.decideBy),
    })),
    improvements: file.improvements.map(({ effectAt, effectBy, effective, effectNote, ...one }) => ({
      ...one,
      at: isoOf(one.at),
      doneAt: iso(one.doneAt),
      doneNote: orNothing(one.doneNote),
      effect: effectAt && { at: isoOf(effectAt), by: effectBy, effective, note: orNothing(effectNote) },
    })),
    handover: file.handover && { ...file.handover, at: isoOf(file.handover.at) },
  };
}

/** What everything that somebody decides has in common. */
function opened({ at, decided: decision }: { at?: Date | undefined; decided?: casework.Decided | undefined }) {
  return {
    at: isoOf(at),
    decided: decision && { ...decision, at: isoOf(decision.at), note: orNothing(decision.note) },
  };
}
