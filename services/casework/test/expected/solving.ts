import { type CaseStateName, caseStates } from '../../src/domain';
import { minutesLater } from '../fixtures';
import { beforeResolved, desk, type Expectation, unchanged } from './expectation';

const solvable: CaseStateName[] = ['signed', 'in_progress', 'waiting_complainant', 'suspended', 'return_requested'];
const remediable: CaseStateName[] = [...solvable, 'resolved', 'revisiting'];
const asked = { at: minutesLater(10), by: 'wang', decideBy: minutesLater(600), note: '' };

/** The region manager is the deputy, whose time has not come. */
const notYet = (states: readonly CaseStateName[]) => (label: string, state: CaseStateName) => {
  if (label !== 'region manager') return undefined;
  return states.includes(state) ? 'refused not_overdue' : 'refused not_in_this_state';
};

/** Solution, relief and remedy. */
export const solvingExpected: Record<string, Expectation> = {
  'propose-solution': {
    example: { type: 'propose-solution', text: 'a new motor' },
    who: ['assignee', 'lead'],
    moves: unchanged(solvable),
  },
  'decide-solution': {
    example: { type: 'decide-solution', solutionId: 'solution-1', granted: true, note: '' },
    who: ['park manager'],
    moves: unchanged(['dispatched', ...solvable]),
    prepare: (c) => ({ ...c, solutions: [{ ...asked, id: 'solution-1', cycle: 1, text: 'a new motor' }] }),
    except: notYet(['dispatched', ...solvable]),
  },
  'record-relief': {
    example: { type: 'record-relief', text: 'the goods lift is open to all' },
    who: ['assignee', 'colleague', 'lead', ...desk],
    moves: unchanged(beforeResolved),
  },
  'offer-remedy': {
    example: { type: 'offer-remedy', kind: 'apology', amount: 0, currency: 'CNY', note: '' },
    who: ['assignee', 'lead', 'park manager'],
    moves: unchanged(remediable),
  },
  'decide-remedy': {
    example: { type: 'decide-remedy', remedyId: 'remedy-1', granted: true, note: '' },
    who: ['park manager'],
    moves: unchanged(caseStates),
    prepare: (c) => ({
      ...c,
      remedies: [{ ...asked, id: 'remedy-1', kind: 'compensation', amount: 10_000, currency: 'CNY' }],
    }),
    except: notYet(caseStates),
  },
};
