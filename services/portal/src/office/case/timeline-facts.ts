import type { TimelineEntry } from '../../api/types';

/** Facts of an entry that are worth a line, in reading order. What an entry says by its title is not repeated. */
const SHOWN = [
  'unitId',
  'handlerId',
  'fromUnitId',
  'fromHandlerId',
  'category',
  'fromCategory',
  'severity',
  'urgency',
  'priority',
  'fromPriority',
  'means',
  'rootCause',
  'outcome',
  'referTo',
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

export interface Fact {
  name: FactName;
  value: string;
}

export function factsOf(entry: Pick<TimelineEntry, 'facts'>): Fact[] {
  return SHOWN.flatMap((name) => {
    const value = entry.facts?.[name];
    return value ? [{ name, value }] : [];
  });
}

/** Lists inside a fact: reasons are lines, ids are joined by commas. */
export function partsOf(fact: Fact): string[] {
  if (fact.name === 'reasons') return fact.value.split('\n').filter(Boolean);
  if (fact.name === 'watcherIds' || fact.name === 'nobodyAt') return fact.value.split(',').filter(Boolean);
  return [fact.value];
}
