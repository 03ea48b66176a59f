import type { casework } from '@parkline/proto';
import { getCase } from '../../../src/application/get-case';
import type { Case } from '../../../src/domain';
import { everybody, principalOf } from '../park';
import { textsIn } from '../words';
import type { World } from '../world';

/** Something that somebody sees and should not. */
export interface Problem {
  rule: string;
  what: string;
}

/** What the different readers of a case see of it that they should not (domain.md, Anonymity and privacy). */
export async function problemsInViews(caseId: string, world: World): Promise<Problem[]> {
  const { shelf, directory } = world;
  const see = getCase({ cases: shelf, organisation: directory, clock: () => world.now() });
  const seenBy = async (who: string): Promise<string> =>
    JSON.stringify((await see(caseId, principalOf(who, world.members()))) satisfies casework.GetCaseResponse);
  const c = shelf.cases.get(caseId)!.state;
  const outsiders = ['staff.wang', 'staff.manager'].filter(isNobodysDeputy);
  function isNobodysDeputy(id: string): boolean {
    return directory().absentFor(id, world.now()).length === 0;
  }
  const problems = [
    problemsOfComplainant(await seenBy(caseId), c),
    ...(await Promise.all(outsiders.map(async (id) => problemsOfHandler(await seenBy(id), c)))),
    ...(await Promise.all(c.accusedIds.slice(0, 2).map(async (id) => problemsOfAccused(await seenBy(id))))),
  ];
  return problems.flat();
}

const problem = (rule: string, found: readonly string[]): Problem[] => found.map((what) => ({ rule, what }));
const referencesIn = (seen: string): string[] => seen.match(/"ref-\d+\."/g) ?? [];
const accusedIn = (seen: string): string[] => seen.match(/"accusedIds":\[".*?"\]/g) ?? [];

function problemsOfComplainant(seen: string, { extensions }: Case): Problem[] {
  const granted = extensions.filter(({ decided }) => decided?.granted).map(({ reason }) => reason);
  return [
    ...problem('The complainant reads nothing internal.', textsIn(seen, 'inside')),
    ...problem('The complainant reads nothing sealed.', [...textsIn(seen, 'sealed'), ...accusedIn(seen)]),
    ...problem(
      'The complainant reads why more time is needed once it is granted.',
      textsIn(seen, 'if-granted').filter((text) => !granted.some((reason) => reason.startsWith(text))),
    ),
    ...problem(
      "The complainant reads nobody's name.",
      everybody.map(({ id }) => id).filter((id) => seen.includes(`"${id}"`)),
    ),
    ...problem('The complainant reads nothing of who else complains.', referencesIn(seen)),
  ];
}

function problemsOfHandler(seen: string, { identity }: Case): Problem[] {
  return [
    ...problem('Who handles a case reads nothing sealed.', [...textsIn(seen, 'sealed'), ...accusedIn(seen)]),
    ...problem(
      'Who handles a case cannot recognise a confidential or anonymous complainant.',
      identity === 'named' ? [] : referencesIn(seen),
    ),
  ];
}

function problemsOfAccused(seen: string): Problem[] {
  return problem('Whom a complaint is about reads nothing sealed.', [...textsIn(seen, 'sealed'), ...accusedIn(seen)]);
}
