import { applyRules } from '../domain/apply-rules';
import type { RuleVersions } from '../domain/rules';
import { changeAll } from './decide-again';
import type { ApplicationInProgress, Applications, ClockSets, LiveCases } from './ports';
import type { ServiceRules } from './rule-book';

/**
 * One round of the sweeper: applies newer rules to a page of running clocks of each group that asked for it. Every
 * replica runs it. A clock remembers the application that it went through, so a page that was begun twice, or again
 * after a crash, changes nothing more. Returns how many cases were looked at.
 *
 * @throws what went wrong with a group first, after the others had their page
 */
export function carryOutApplications(deps: {
  applications: Applications;
  clockSets: ClockSets;
  liveCases: LiveCases;
  book: ServiceRules;
  clock: () => Date;
  limit?: number;
}) {
  const { applications, clockSets, liveCases, book, clock, limit = 200 } = deps;
  const carryOn = async (application: ApplicationInProgress, at: Date): Promise<number> => {
    const ids = await liveCases.idsAfter(application, application.after, limit);
    await changeAll(clockSets, ids, at, (set) => {
      const rulesFor = (known: RuleVersions) => book.applied(set, known, application.policyVersion);
      return applyRules(set, { applicationId: application.id, rulesFor }, at, book);
    });
    const finished = ids.length < limit;
    await applications.advance(application, { after: ids.at(-1) ?? application.after, done: ids.length, finished });
    return Math.max(1, ids.length);
  };
  return async (): Promise<number> => {
    const at = clock();
    const failures: unknown[] = [];
    let looked = 0;
    for (const application of await applications.underWay(at)) {
      await carryOn(application, at).then(
        (cases) => (looked += cases),
        (cause: unknown) => failures.push(cause),
      );
    }
    if (failures.length > 0) throw failures[0];
    return looked;
  };
}
