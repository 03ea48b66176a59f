import { casework, common, enumOf } from '@parkline/proto';
import { type Case, type Decided, procedureOf } from '../domain';

const decidedOf = (decided?: Decided): casework.Decided | undefined => decided && casework.Decided.create(decided);

/** The things on a case that are not states, as the office sees them. */
export function fileOf(c: Case): casework.CaseFile {
  return casework.CaseFile.create({
    returns: c.returns.map((one) => ({ ...casework.Return.create(one), decided: decidedOf(one.decided) })),
    extensions: c.extensions.map((one) => ({ ...casework.Extension.create(one), decided: decidedOf(one.decided) })),
    suspensions: c.suspensions.map((one) => ({ ...casework.Suspension.create(one), decided: decidedOf(one.decided) })),
    supervisions: c.supervisions.map((one) => casework.Supervision.create(one)),
    tasks: c.tasks.map((task) => casework.Task.create(task)),
    consultations: c.consultations.map(({ opinion, ...asked }) =>
      casework.Consultation.create({
        ...asked,
        opinionAt: opinion?.at,
        opinionBy: opinion?.by,
        opinion: opinion?.text,
      }),
    ),
    investigation:
      c.investigation &&
      casework.Investigation.create({
        ...c.investigation,
        cause: enumOf(common.RootCause, c.investigation.cause),
      }),
    procedure: procedureIn(c),
    impact: c.impact && casework.Impact.create(c.impact),
    solutions: c.solutions.map((one) => ({ ...casework.Solution.create(one), decided: decidedOf(one.decided) })),
    relief: c.relief && casework.Relief.create(c.relief),
    remedies: c.remedies.map((one) => ({ ...casework.Remedy.create(one), decided: decidedOf(one.decided) })),
    improvements: c.improvements.map(({ effect, ...planned }) =>
      casework.Improvement.create({
        ...planned,
        effectAt: effect?.at,
        effectBy: effect?.by,
        effective: effect?.effective,
        effectNote: effect?.note,
      }),
    ),
    handover: c.handover && casework.Handover.create(c.handover),
    accusedIds: c.accusedIds,
    linkedCases: c.linkedCases.map(({ id, number, as }) => ({ id, number, as })),
  });
}

/** The standard procedure that the case keeps, with its ticks. */
function procedureIn(c: Case): casework.Procedure | undefined {
  const procedure = c.procedureId ? procedureOf(c.procedureId) : undefined;
  if (!procedure) return undefined;
  const ticks = new Map(c.ticks.map((tick) => [tick.stepId, tick]));
  return casework.Procedure.create({
    id: procedure.id,
    title: procedure.title,
    titleEn: procedure.titleEn,
    steps: procedure.steps.map(({ id, stage, text, textEn }) => {
      const tick = ticks.get(id);
      return { id, stage, text, textEn, doneAt: tick?.at, doneBy: tick?.by ?? '', note: tick?.note ?? '' };
    }),
  });
}
