import type { Case, CaseStateName } from '../../../src/domain';
import { implies, type Rules } from './rule';

const inState =
  (state: CaseStateName) =>
  (c: Case): string[] =>
    c.state === state ? [''] : [];

const isOpen = ({ state }: Case): boolean => state !== 'closed' && state !== 'linked';

/** domain.md once more: who finds the case in which list. */
const naive: Readonly<Record<string, (c: Case) => string[]>> = {
  mine: (c) => (isOpen(c) && c.handlerId ? [`/${c.handlerId}`] : []),
  unit: (c) => (isOpen(c) && c.unitId ? [`/${c.unitId}`] : []),
  unassigned: (c) => (isOpen(c) && !c.handlerId ? [''] : []),
  returned: inState('return_requested'),
  waiting: inState('waiting_complainant'),
  suspended: inState('suspended'),
  supervised: (c) => (isOpen(c) && c.supervisions.some(({ liftedAt }) => !liftedAt) ? [''] : []),
  linked: inState('linked'),
  flagged: (c) => (isOpen(c) && c.flagged ? [''] : []),
  all: () => [''],
};

export function naiveLists(c: Case): string[] {
  return Object.entries(naive).flatMap(([list, whose]) => whose(c).map((of) => `${list}${of}`));
}

/** The lists that a case is in. */
export const listRules: Rules = {
  'A case is in the lists that its state, its handler and what is on it say.': ({ after, id, world }) =>
    naiveLists(after).sort().join() === [...world.shelf.cases.get(id)!.lists].sort().join(),
  'A case is found under the name of its handler, and of nobody else.': ({ after: c }) =>
    (c.searchTokens ?? []).filter((token) => token.startsWith('h:')).join() === (c.handlerId ? `h:${c.handlerId}` : ''),
  'Only what is not resolved yet is flagged for the dispatch desk.': ({ after: c }) =>
    implies(c.flagged, () => isOpen(c) && c.state !== 'resolved' && c.state !== 'revisiting'),
};
