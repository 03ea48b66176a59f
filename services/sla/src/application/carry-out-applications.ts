import { applyRules } from '../domain/apply-rules';
import type { ClockSet } from '../domain/clock-set';
import type { RuleVersions } from '../domain/rules';
import { changeEach } from './decide-again';
import type { Application, ApplicationInProgress, Applications, ClockSets, LiveCases } from './ports';
import type { ServiceRules } from './rule-book';
import { createTries, type FailedCase } from './tries';

/** Tells of cases that were set aside; each once, by the replica that moved the application past them. */
export type TellSetAside = (application: Application, cases: readonly FailedCase[]) => void;

/**
 * One round of the sweeper: applies newer rules to a page of running clocks of each group that asked for it. Every
 * replica runs it. A clock remembers the application that it went through, so a page that was begun twice, or again
 * after a crash, changes nothing more. A case that throws however often it is tried is set aside: it is kept with the
 * application, and a later one takes it again. Returns how many cases were done or set aside.
 *
 * @throws what went wrong with a group first, after the others had their page
 */
export function carryOutApplications(deps: {
  applications: Applications;
  clockSets: ClockSets;
  liveCases: LiveCases;
  book: ServiceRules;
  clock: () => Date;
  tellSetAside: TellSetAside;
  limit?: number;
}) {
  const { applications, clockSets, liveCases, book, clock, tellSetAside, limit = 200 } = deps;
  const tries = createTries();
  const carryOn = async (application: ApplicationInProgress, at: Date): Promise<number> => {
    const { groupId, policyVersion } = application;
    // Where a replica has not heard of the policy yet every case would throw, through no fault of its own.
    book.requirePolicy(groupId, policyVersion);
    const ids = await liveCases.idsAfter(application, application.after, limit);
    const { failed } = await changeEach(clockSets, ids, at, (set: ClockSet) => {
      const rulesFor = (known: RuleVersions) => book.applied(set, known, policyVersion);
      return applyRules(set, { applicationId: application.id, rulesFor }, at, book);
    });
    const givenUp = tries.note(pageOf(application), failed, at);
    if (!givenUp) return 0;
    const numbers = givenUp.length > 0 ? await liveCases.numbersOf([...failed.keys()]) : new Map<string, string>();
    const setAside = givenUp.map(({ caseId }) => ({ caseId, number: numbers.get(caseId) ?? '' }));
    const step = { after: ids.at(-1) ?? application.after, done: ids.length - setAside.length, setAside };
    const moved = await applications.advance(application, { ...step, finished: ids.length < limit });
    if (moved && givenUp.length > 0) tellSetAside(application, givenUp);
    return Math.max(1, ids.length);
  };
  return async (): Promise<number> => {
    const at = clock();
    const failures: unknown[] = [];
    let looked = 0;
    const underWay = await applications.underWay(at);
    tries.keepOnly(new Set(underWay.map(pageOf)));
    for (const application of underWay) {
      if (!tries.isDue(pageOf(application), at)) continue;
      await carryOn(application, at).then(
        (cases) => (looked += cases),
        (cause: unknown) => failures.push(cause),
      );
    }
    if (failures.length > 0) throw failures[0];
    return looked;
  };
}

function pageOf({ id, after }: ApplicationInProgress): string {
  return `${id} ${after}`;
}
