import type { TimelineEntry } from '../../api/types';

/** Facts of an entry that are worth a line, in reading order. What an entry says by its title is not repeated. */
const SHOWN = [
  'unitId',
  'handlerId',
  'fromUnitId',
  'fromHandlerId',
  'proposedUnitId',
  'toHandlerId',
  'toState',
  'final',
  'category',
  'fromCategory',
  'severity',
  'urgency',
  'priority',
  'fromPriority',
  'means',
  'reason',
  'until',
  'fromDueAt',
  'dueAt',
  'reviewAt',
  'criticiseAt',
  'promisedBy',
  'decideBy',
  'visitedAt',
  'cause',
  'causeConfirmed',
  'evidence',
  'stepId',
  'done',
  'peopleAffected',
  'safety',
  'reputation',
  'contractRenewal',
  'granted',
  'kind',
  'amount',
  'what',
  'deputyIds',
  'field',
  'staffIds',
  'ownerId',
  'dueOn',
  'effective',
  'masterNumber',
  'number',
  'as',
  'rootCause',
  'outcome',
  'referTo',
  'note',
  'clock',
  'step',
  'watcherIds',
  'nobodyAt',
  'channel',
  'filedBy',
  'fromCycle',
  'reasons',
] as const;

export type FactName = (typeof SHOWN)[number];

/** How the value of a fact is to be read. */
export type FactKind =
  | { as: 'unit' | 'staff' | 'moment' | 'text' | 'percent' | 'yesNo' | 'case' | 'step' | 'money' | 'role' }
  | { as: 'word'; group: string };

export interface Fact {
  name: FactName;
  value: string;
  kind: FactKind;
}

const of = (as: Exclude<FactKind['as'], 'word'>, ...names: FactName[]): [FactName, FactKind][] =>
  names.map((name) => [name, { as }]);
const words = (groups: Partial<Record<FactName, string>>): [FactName, FactKind][] =>
  Object.entries(groups).map(([name, group]) => [name as FactName, { as: 'word', group }]);

const KINDS = new Map<FactName, FactKind>([
  ...of('unit', 'unitId', 'fromUnitId', 'proposedUnitId'),
  ...of(
    'staff',
    'handlerId',
    'fromHandlerId',
    'toHandlerId',
    'filedBy',
    'watcherIds',
    'deputyIds',
    'staffIds',
    'ownerId',
  ),
  ...of('moment', 'until', 'fromDueAt', 'dueAt', 'reviewAt', 'criticiseAt', 'promisedBy', 'decideBy', 'visitedAt'),
  ...of('yesNo', 'final', 'causeConfirmed', 'done', 'granted', 'effective'),
  ...of('text', 'evidence', 'peopleAffected', 'dueOn', 'referTo', 'note', 'fromCycle', 'reasons'),
  ...of('case', 'masterNumber', 'number'),
  ...of('percent', 'step'),
  ...of('step', 'stepId'),
  ...of('money', 'amount'),
  ...of('role', 'nobodyAt'),
  ...words({
    toState: 'state',
    fromCategory: 'category',
    fromPriority: 'priority',
    cause: 'rootCause',
    safety: 'impactLevel',
    reputation: 'impactLevel',
    contractRenewal: 'impactLevel',
    what: 'approvalOf',
    field: 'expertField',
    as: 'linkKind',
  }),
]);

/** Words whose group depends on what happened. */
const BY_TYPE: Record<string, Partial<Record<FactName, string>>> = {
  ReturnRequested: { reason: 'returnReason' },
  SuspensionRequested: { reason: 'suspensionReason' },
  CaseSuspended: { reason: 'suspensionReason' },
  SupervisionStarted: { reason: 'supervisionReason' },
  RemedyOffered: { kind: 'remedyKind' },
  RemedyDecided: { kind: 'remedyKind' },
};

export function factsOf(entry: Pick<TimelineEntry, 'facts'> & { type?: string }): Fact[] {
  const special = BY_TYPE[entry.type ?? ''];
  return SHOWN.flatMap((name) => {
    const value = entry.facts?.[name];
    // What kind of matter was filed stands among the facts of the case.
    if (!value || (name === 'kind' && !special)) return [];
    const group = special?.[name];
    const kind: FactKind = group ? { as: 'word', group } : (KINDS.get(name) ?? { as: 'word', group: name });
    return [{ name, value, kind }];
  });
}

/** Lists inside a fact: reasons are lines, ids are joined by commas. */
export function partsOf({ name, value }: Pick<Fact, 'name' | 'value'>): string[] {
  if (name === 'reasons') return value.split('\n').filter(Boolean);
  const lists: FactName[] = ['watcherIds', 'nobodyAt', 'deputyIds', 'staffIds', 'evidence'];
  return lists.includes(name) ? value.split(',').filter(Boolean) : [value];
}
