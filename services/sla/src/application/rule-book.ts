import { unavailable } from '@parkline/errors';
import type { ClockSet } from '../domain/clock-set';
import type { Policy } from '../domain/policy';
import {
  createRules,
  UNKNOWN_CALENDAR,
  type RuleBook,
  type Rules,
  type RuleVersions,
  type VersionedCalendar,
} from '../domain/rules';
import { aroundTheClock, notYetKnown } from '../domain/working-time';

type Place = Pick<ClockSet, 'groupId' | 'parkCode'>;

/** What rules are made of, as this replica knows it. */
export interface RuleSources {
  /** Which calendar a park has, empty for none; undefined while nobody has told of the park. */
  calendarOf(place: Place): string | undefined;
  newestCalendar(calendarId: string): VersionedCalendar | undefined;
  calendar(calendarId: string, version: number): VersionedCalendar | undefined;
  policyInForce(groupId: string): Policy;
  policy(groupId: string, version: number): Policy | undefined;
}

/** The rules of all parks; they are worked out once for each pair of versions. */
export interface ServiceRules extends RuleBook {
  /**
   * Those that a running clock takes when this version of the policy and the newest calendar of its park are applied. It
   * never goes back: not to an older policy than it has, nor to an older version of its calendar.
   */
  applied(place: Place, versions: RuleVersions, policyVersion: number): Rules;
  /** @throws Unavailable rules_not_here_yet, if this replica has not heard of that version of the policy */
  requirePolicy(groupId: string, version: number): void;
  /** Those that a running clock would take likewise if this policy, which is no version of any group, were applied. */
  tried(policy: Policy): (place: Place, versions: RuleVersions) => Rules;
  /** Those by which a provisional deadline can be worked out anew, as more is known of its calendar; undefined if not. */
  grown(place: Place, versions: RuleVersions): Rules | undefined;
}

/** Rules by calendar and policy; those of a calendar that nobody holds any more go with it. */
type Made = WeakMap<VersionedCalendar, Map<string, Rules>>;

/** The code of `Unavailable` where this replica has not heard of a version. */
export const RULES_NOT_HERE_YET = 'rules_not_here_yet';

const noCalendar: VersionedCalendar = { calendarId: '', calendarVersion: 0, time: aroundTheClock };
const unknownCalendar: VersionedCalendar = { calendarId: UNKNOWN_CALENDAR, calendarVersion: 0, time: notYetKnown };

/**
 * Makes rules of what is known. `timeScale` divides every allowance; 1 in real life. Of time that is sped up every
 * moment is working time: a day of seconds has no nights, and a test must not depend on when it runs.
 *
 * A version that this replica has not heard of yet is `Unavailable` (`rules_not_here_yet`): another one has, and this
 * one will within seconds.
 */
export function createRuleBook(sources: RuleSources, timeScale = 1): ServiceRules {
  const keep: Made = new WeakMap();
  const rulesOf = (known: VersionedCalendar, policy: Policy, made = keep): Rules => {
    const ofCalendar = made.get(known) ?? new Map<string, Rules>();
    const key = `${policy.groupId}|${policy.version}`;
    const calendar = timeScale === 1 ? known : { ...known, time: { ...aroundTheClock, dayMs: known.time.dayMs } };
    const rules = ofCalendar.get(key) ?? createRules(calendar, policy, timeScale);
    made.set(known, ofCalendar.set(key, rules));
    return rules;
  };
  const newestOf = (place: Place): VersionedCalendar => {
    const calendarId = sources.calendarOf(place);
    if (calendarId === undefined) return unknownCalendar;
    if (calendarId === '') return noCalendar;
    return sources.newestCalendar(calendarId) ?? unknownCalendar;
  };
  const keptCalendar = ({ calendarId, calendarVersion }: RuleVersions): VersionedCalendar => {
    if (calendarId === '') return noCalendar;
    if (calendarId === UNKNOWN_CALENDAR) return unknownCalendar;
    return (
      sources.calendar(calendarId, calendarVersion) ?? missing(`version ${calendarVersion} of calendar ${calendarId}`)
    );
  };
  const appliedCalendar = (place: Place, versions: RuleVersions): VersionedCalendar => {
    const newest = newestOf(place);
    const isOlder = newest.calendarId === versions.calendarId && newest.calendarVersion < versions.calendarVersion;
    return isOlder || newest.calendarId === UNKNOWN_CALENDAR ? keptCalendar(versions) : newest;
  };
  const policyOf = (groupId: string, version: number): Policy =>
    sources.policy(groupId, version) ?? missing(`version ${version} of the policy of ${groupId}`);

  return {
    inForce: (place) => rulesOf(newestOf(place), sources.policyInForce(place.groupId)),
    kept: (place, versions) => rulesOf(keptCalendar(versions), policyOf(place.groupId, versions.policyVersion)),
    applied: (place, versions, policyVersion) => {
      const policy = policyOf(place.groupId, Math.max(policyVersion, versions.policyVersion));
      return rulesOf(appliedCalendar(place, versions), policy);
    },
    requirePolicy: (groupId, version) => void policyOf(groupId, version),
    tried: (policy) => {
      // A draft is no version: what is made of it must not be taken for the rules of one.
      const ofDraft: Made = new WeakMap();
      return (place, versions) => rulesOf(appliedCalendar(place, versions), policy, ofDraft);
    },
    grown: (place, { calendarId, calendarVersion, policyVersion }) => {
      const newest = calendarId === UNKNOWN_CALENDAR ? newestOf(place) : sources.newestCalendar(calendarId);
      if (!newest || newest.calendarId === UNKNOWN_CALENDAR) return undefined;
      if (newest.calendarId === calendarId && newest.calendarVersion <= calendarVersion) return undefined;
      return rulesOf(newest, policyOf(place.groupId, policyVersion));
    },
  };
}

function missing(what: string): never {
  throw unavailable(RULES_NOT_HERE_YET, `This replica has not heard of ${what} yet; it will within seconds.`);
}
