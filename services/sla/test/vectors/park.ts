import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkingCalendar, type CalendarDefinition } from '@parkline/working-time';
import { createRuleBook, type ServiceRules } from '../../src/application/rule-book';
import { versionedCalendar } from '../../src/application/calendar-definition';
import { defaultPolicy, type Policy } from '../../src/domain/policy';

/** A file of this folder. */
export function readVectors(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, name), 'utf8'));
}

/** Park SH01: Monday to Friday 9–12 and 13–18 in Shanghai, with the holidays and make-up workdays of 2026. */
export const sh01 = readVectors('sh01-2026.json') as CalendarDefinition;

/** The same with a first part of 2027, in which New Year's Day is the only holiday. */
export const sh01Grown: CalendarDefinition = {
  ...sh01,
  version: sh01.version + 1,
  days: [...sh01.days, { date: '2027-01-01', kind: 'holiday', name: '元旦' }],
  coveredUntil: '2027-01-31',
};

const versions = [sh01, sh01Grown].map((definition) => versionedCalendar(createWorkingCalendar(definition)));

/** What is in force in a park at a moment of a story. */
export interface Park {
  readonly book: ServiceRules;
  /** Puts a version of the policy in force that differs from the one before it in this, with these rules after its own. */
  put(change: Partial<Policy>): void;
  /** The calendar grows to its second version. */
  grow(): void;
}

/** SH01 by its own calendar and the default policy. */
export function openPark(): Park {
  const policies = [defaultPolicy('g1')];
  let newest = versions[0]!;
  const book = createRuleBook({
    calendarOf: () => sh01.calendarId,
    newestCalendar: () => newest,
    calendar: (_id, version) => versions.find(({ calendarVersion }) => calendarVersion === version),
    policyInForce: () => policies.at(-1)!,
    policy: (_groupId, version) => policies.find((policy) => policy.version === version),
  });
  return {
    book,
    put: (change) => {
      const former = policies.at(-1)!;
      const rules = [...former.rules, ...(change.rules ?? [])];
      policies.push({ ...former, ...change, rules, version: policies.length + 1 });
    },
    grow: () => void (newest = versions[1]!),
  };
}
