import type { Case } from '../case';
import { stay } from '../change';
import type { Impact } from '../parts';
import { procedureOf } from '../procedures';
import { invalid, refused } from '../rejection';
import { optionalText, references, requiredText } from '../texts';
import { internal, type Topic } from '../topic';
import { beforeResolved, openStates, workingStates } from '../transition';
import { type ImpactLevel, impactLevels } from '../words';

type Commands = 'record-investigation' | 'tick-step' | 'assess-impact';
type Events = 'InvestigationRecorded' | 'StepTicked' | 'ImpactAssessed';

/** More people than live and work in any park. */
const mostPeople = 1_000_000;

/** When somebody was there in person: not in the future, and in this cycle, for every cycle needs its own visit. */
function timeOfVisit(visitedAt: Date | undefined, c: Case, at: Date): Date | undefined {
  if (visitedAt && visitedAt > at) {
    throw invalid('visit_in_future', 'A visit is recorded once it has taken place.', 'visitedAt');
  }
  if (visitedAt && visitedAt < c.cycleStartedAt) {
    const message = `The visit must not be before ${c.cycleStartedAt.toISOString()}, when this round of work began.`;
    throw invalid('visit_too_early', message, 'visitedAt');
  }
  return visitedAt;
}

function people(count: number): number {
  if (Number.isInteger(count) && count >= 0 && count <= mostPeople) return count;
  throw invalid('people_out_of_range', `Please give a whole number from 0 to ${mostPeople}.`, 'peopleAffected');
}

function level(given: ImpactLevel | undefined, field: keyof Impact): ImpactLevel {
  const known = impactLevels.find((one) => one === given);
  if (!known) throw invalid('level_unknown', `${field} is one of ${impactLevels.join(', ')}.`, field);
  return known;
}

/** Finding out what happened, and the standard procedure. */
export const investigating: Topic<Commands, Events> = {
  transitions: [
    {
      command: 'record-investigation',
      from: workingStates,
      to: 'unchanged',
      who: ['assignee', 'team lead of the unit', 'co-handler'],
    },
    {
      command: 'tick-step',
      from: openStates,
      to: 'unchanged',
      who: ['assignee', 'team lead of the unit', 'co-handler', 'dispatch desk'],
      guard: (c) =>
        c.procedureId && procedureOf(c.procedureId)
          ? undefined
          : refused('procedure_missing', 'This case has no standard procedure yet; it gets one when it is dispatched.'),
      condition: 'once it has a standard procedure',
    },
    {
      command: 'assess-impact',
      from: beforeResolved,
      to: 'unchanged',
      who: ['assignee', 'team lead of the unit', 'park manager', 'dispatch desk'],
    },
  ],

  decisions: {
    'record-investigation'(c, command, { at, actor }) {
      if (command.causeConfirmed && !command.cause) {
        throw invalid('cause_missing', 'Please name the cause that is confirmed.', 'cause');
      }
      const visitedAt = timeOfVisit(command.visitedAt, c, at);
      const investigation = {
        at,
        by: actor.id,
        ...(visitedAt ? { visitedAt } : {}),
        findings: requiredText(command.findings, 'findings'),
        evidence: references(command.evidence, 'evidence'),
        ...(command.cause ? { cause: command.cause } : {}),
        causeConfirmed: command.causeConfirmed,
      };
      return { type: 'InvestigationRecorded', at, investigation };
    },

    'tick-step'(c, { stepId, done, note }, { at, actor }) {
      const steps = c.procedureId ? procedureOf(c.procedureId)?.steps : undefined;
      if (!steps?.some(({ id }) => id === stepId)) {
        throw invalid('step_unknown', `The standard procedure of this case has no step ${stepId}.`, 'stepId');
      }
      if (c.ticks.some((tick) => tick.stepId === stepId) === done) {
        throw done
          ? refused('already_ticked', 'This step is ticked already.')
          : refused('not_ticked', 'This step is not ticked.');
      }
      return { type: 'StepTicked', at, stepId, by: actor.id, done, note: optionalText(note, 'note') };
    },

    'assess-impact': (_c, command, { at, actor }) => ({
      type: 'ImpactAssessed',
      at,
      impact: {
        at,
        by: actor.id,
        peopleAffected: people(command.peopleAffected),
        safety: level(command.safety, 'safety'),
        reputation: level(command.reputation, 'reputation'),
        contractRenewal: level(command.contractRenewal, 'contractRenewal'),
        note: optionalText(command.note, 'note'),
      },
    }),
  },

  evolutions: {
    InvestigationRecorded: (c, { investigation }) =>
      stay(c, { investigation, visitedAt: c.visitedAt ?? investigation.visitedAt }),
    StepTicked: (c, { stepId, at, by, done, note }) => {
      const others = c.ticks.filter((tick) => tick.stepId !== stepId);
      return stay(c, { ticks: done ? [...others, { stepId, at, by, ...(note ? { note } : {}) }] : others });
    },
    ImpactAssessed: (c, { impact }) => stay(c, { impact }),
  },

  lines: {
    // That somebody looked into it, and went there; what was found is the office's.
    InvestigationRecorded: {
      publicity: { visibility: 'public', facts: ['visitedAt'] },
      content: ({ investigation: { findings, visitedAt, cause, causeConfirmed, evidence } }) => ({
        text: findings,
        visitedAt: visitedAt?.toISOString(),
        cause,
        causeConfirmed: causeConfirmed ? 'true' : undefined,
        evidence: evidence.join(','),
      }),
    },
    StepTicked: {
      publicity: internal,
      content: ({ stepId, done, note }) => ({ text: note, stepId, done: String(done) }),
    },
    ImpactAssessed: {
      publicity: internal,
      content: ({ impact }) => ({
        text: impact.note,
        peopleAffected: String(impact.peopleAffected),
        safety: impact.safety,
        reputation: impact.reputation,
        contractRenewal: impact.contractRenewal,
      }),
    },
  },
};
