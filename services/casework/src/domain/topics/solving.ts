import { decisionLimit, isPending, nothingToDecide, toDecide } from '../approvals';
import { type Case, isMajor } from '../case';
import { changed, nextId, stay } from '../change';
import { requireRoom } from '../limits';
import type { Remedy, Solution } from '../parts';
import { invalid, refused } from '../rejection';
import { optionalText, requiredText } from '../texts';
import { internal, type Topic } from '../topic';
import { beforeResolved, solutionStates, workingStates } from '../transition';
import { type CaseStateName, caseStates, type RemedyKind, remedyKinds } from '../words';
import { addWorkingDays, addWorkingHours } from '../working-time';

type Commands = 'propose-solution' | 'decide-solution' | 'record-relief' | 'offer-remedy' | 'decide-remedy';
type Events =
  'SolutionProposed' | 'SolutionDecided' | 'ReliefRecorded' | 'RemedyOffered' | 'RemedyDecided' | 'ApprovalOverdue';

/** How long the park manager has for a solution, in working hours; after it the deputy may decide too. */
const solutionWithinHours = 4;
/** The same for a remedy, in working days. */
const remedyWithinDays = 1;
/** In the smallest unit of the currency: ten million yuan. Beyond it, it is a mistake. */
const largestAmount = 1_000_000_000;

const solvable: readonly CaseStateName[] = [...workingStates, 'return_requested'];
const remediable: readonly CaseStateName[] = [...solvable, 'resolved', 'revisiting'];
/** What was offered is decided wherever the case has got to meanwhile: linked, unlinked, or closed. */
const decidable: readonly CaseStateName[] = caseStates;

function ofThisCycle(c: Case): Solution[] {
  return c.solutions.filter(({ cycle }) => cycle === c.cycle);
}

function pendingSolutions(c: Case): Solution[] {
  return ofThisCycle(c).filter(isPending);
}

/** The kind of a remedy and what it costs: an apology nothing, a reduction and a compensation something. */
function remedyOf(given: { kind?: RemedyKind; amount: number; currency: string }) {
  const kind = remedyKinds.find((known) => known === given.kind);
  if (!kind) throw invalid('kind_unknown', `A remedy is one of ${remedyKinds.join(', ')}.`, 'kind');
  const { amount, currency } = given;
  if (!Number.isInteger(amount) || amount < 0 || amount > largestAmount) {
    const message = `An amount is a whole number from 0 to ${largestAmount}, in the smallest unit of the currency.`;
    throw invalid('amount_out_of_range', message, 'amount');
  }
  if (kind === 'apology' && amount > 0) throw invalid('amount_unexpected', 'An apology costs nothing.', 'amount');
  if ((kind === 'fee_reduction' || kind === 'compensation') && amount === 0) {
    throw invalid('amount_missing', 'Please give the amount.', 'amount');
  }
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw invalid('currency_malformed', 'A currency is three capital letters, like CNY.', 'currency');
  }
  return { kind, amount, currency };
}

/** Solution, relief and remedy. */
export const solving: Topic<Commands, Events> = {
  transitions: [
    {
      command: 'propose-solution',
      from: solvable,
      to: 'unchanged',
      who: ['assignee', 'team lead of the unit'],
      guard: (c) =>
        pendingSolutions(c).length === 0
          ? undefined
          : refused('solution_pending', 'A solution of this case waits for its approval already.'),
      condition: 'where no solution waits for its approval',
    },
    {
      command: 'decide-solution',
      from: solutionStates,
      to: 'unchanged',
      who: ['park manager'],
      guard: (c, at, actor) => nothingToDecide(pendingSolutions(c), { at, actor }),
      condition: 'not by who asked',
    },
    {
      command: 'decide-solution',
      from: solutionStates,
      to: 'unchanged',
      who: ['region manager'],
      guard: (c, at, actor) => nothingToDecide(pendingSolutions(c), { at, actor, deputy: true }),
      condition: 'after 4 wh without a decision, not by who asked',
    },
    {
      command: 'record-relief',
      from: beforeResolved,
      to: 'unchanged',
      who: ['assignee', 'unit', 'co-handler', 'dispatch desk'],
    },
    {
      command: 'offer-remedy',
      from: remediable,
      to: 'unchanged',
      who: ['assignee', 'team lead of the unit', 'park manager'],
    },
    {
      command: 'decide-remedy',
      from: decidable,
      to: 'unchanged',
      who: ['park manager'],
      guard: (c, at, actor) => nothingToDecide(c.remedies.filter(isPending), { at, actor }),
      condition: 'not by who asked',
    },
    {
      command: 'decide-remedy',
      from: decidable,
      to: 'unchanged',
      who: ['region manager'],
      guard: (c, at, actor) => nothingToDecide(c.remedies.filter(isPending), { at, actor, deputy: true }),
      condition: 'after 1 wd without a decision, not by who asked',
    },
  ],

  decisions: {
    'propose-solution'(c, { text, promisedBy }, { at, actor, workingTime }) {
      if (promisedBy && promisedBy <= at) {
        throw invalid('promise_passed', 'What is promised must be in the future.', 'promisedBy');
      }
      requireRoom(c.solutions, 'solutions');
      const limit = addWorkingHours(workingTime, at, solutionWithinHours);
      const solution: Solution = {
        id: nextId('solution', c.solutions),
        cycle: c.cycle,
        at,
        by: actor.id,
        text: requiredText(text, 'text'),
        ...(promisedBy ? { promisedBy } : {}),
        ...(isMajor(c) ? { decideBy: decisionLimit(c, actor, { at, limit }) } : {}),
      };
      return { type: 'SolutionProposed', at, solution };
    },

    'decide-solution'(c, { solutionId, granted, note }, { at, actor }) {
      const named = { id: solutionId, field: 'solutionId', what: 'solution' };
      const { id } = toDecide(ofThisCycle(c), named, { c, at, actor });
      return { type: 'SolutionDecided', at, solutionId: id, by: actor.id, granted, note: reasonFor(granted, note) };
    },

    'record-relief': (_c, { text }, { at, actor }) => ({
      type: 'ReliefRecorded',
      at,
      relief: { at, by: actor.id, text: requiredText(text, 'text') },
    }),

    'offer-remedy'(c, command, { at, actor, workingTime }) {
      requireRoom(c.remedies, 'remedies');
      const offered = remedyOf(command);
      const limit = addWorkingDays(workingTime, at, remedyWithinDays);
      const remedy: Remedy = {
        id: nextId('remedy', c.remedies),
        at,
        by: actor.id,
        ...offered,
        note: optionalText(command.note, 'note'),
        ...(offered.amount > 0 ? { decideBy: decisionLimit(c, actor, { at, limit }) } : {}),
      };
      return { type: 'RemedyOffered', at, remedy };
    },

    'decide-remedy'(c, { remedyId, granted, note }, { at, actor }) {
      const named = { id: remedyId, field: 'remedyId', what: 'remedy' };
      const { id, kind, amount, currency } = toDecide(c.remedies, named, { c, at, actor });
      return {
        type: 'RemedyDecided',
        at,
        remedyId: id,
        by: actor.id,
        granted,
        kind,
        amount,
        currency,
        note: reasonFor(granted, note),
      };
    },
  },

  evolutions: {
    SolutionProposed: (c, { solution }) => stay(c, { solutions: [...c.solutions, solution] }),
    SolutionDecided: (c, { at, solutionId, by, granted, note }) =>
      stay(c, { solutions: changed(c.solutions, solutionId, { decided: { at, by, granted, note } }) }),
    ReliefRecorded: (c, { relief }) => stay(c, { relief: c.relief ?? relief }),
    RemedyOffered: (c, { remedy }) => stay(c, { remedies: [...c.remedies, remedy] }),
    RemedyDecided: (c, { at, remedyId, by, granted, note }) =>
      stay(c, { remedies: changed(c.remedies, remedyId, { decided: { at, by, granted, note } }) }),
    ApprovalOverdue: (c, { what, id }) => {
      const overdue = { overdue: true };
      switch (what) {
        case 'suspension':
          return stay(c, { suspensions: changed(c.suspensions, id, overdue) });
        case 'solution':
          return stay(c, { solutions: changed(c.solutions, id, overdue) });
        case 'remedy':
          return stay(c, { remedies: changed(c.remedies, id, overdue) });
      }
    },
  },

  lines: {
    SolutionProposed: {
      publicity: internal,
      content: ({ solution: { id, text, promisedBy, decideBy } }) => ({
        text,
        solutionId: id,
        promisedBy: promisedBy?.toISOString(),
        decideBy: decideBy?.toISOString(),
      }),
    },
    SolutionDecided: {
      publicity: internal,
      content: ({ solutionId, granted, note }) => ({ text: note, solutionId, granted: String(granted) }),
    },
    ReliefRecorded: {
      publicity: { visibility: 'public', text: true },
      content: ({ relief }) => ({ text: relief.text }),
    },
    // The complainant is told of it once it is certain.
    RemedyOffered: {
      publicity: { visibility: 'public', facts: ['kind', 'amount', 'currency'] },
      kept: ({ remedy }) => remedy.decideBy !== undefined,
      content: ({ remedy: { id, kind, amount, currency, note, decideBy } }) => ({
        text: note,
        remedyId: id,
        kind,
        ...money(amount, currency),
        decideBy: decideBy?.toISOString(),
      }),
    },
    RemedyDecided: {
      publicity: { visibility: 'public', facts: ['kind', 'amount', 'currency'] },
      kept: ({ granted }) => !granted,
      content: ({ remedyId, granted, kind, amount, currency, note }) => ({
        text: note,
        remedyId,
        granted: String(granted),
        kind,
        ...money(amount, currency),
      }),
    },
    ApprovalOverdue: {
      publicity: internal,
      content: ({ what, id, deputyIds }) => ({ what, id, deputyIds: deputyIds.join(',') }),
    },
  },
};

/** A refusal says why. */
function reasonFor(granted: boolean, note: string): string {
  return granted ? optionalText(note, 'note') : requiredText(note, 'note');
}

function money(amount: number, currency: string): { amount?: string; currency?: string } {
  return amount > 0 ? { amount: String(amount), currency } : {};
}
