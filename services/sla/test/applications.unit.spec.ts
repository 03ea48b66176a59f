import type { Change } from '@parkline/mongo';
import { carryOutApplications } from '../src/application/carry-out-applications';
import type { Applications } from '../src/application/ports';
import type { ClockEvent, ClockSet } from '../src/domain/clock-set';
import { openApplications, openGroup as openCases, type Group } from './group';
import { time } from './story';

const now = time('3h');
const tellSetAside = () => undefined;

/** Cases whose clocks run by an older policy. */
function openGroup(count: number): Group {
  const group = openCases(count);
  group.park.put({ rules: [{ clock: 'resolve', priority: 'p3', amount: 6, unit: 'wh' }] });
  return group;
}

const partsOf = (group: Group, applications: Applications) => ({
  ...group,
  ...{ applications, book: group.park.book, clock: () => now, tellSetAside },
});

const changesOf = (saved: readonly Change<ClockSet, ClockEvent>[]): string[] =>
  saved.flatMap(({ loaded, events }) => events.map(({ change, clock }) => `${loaded.id} ${clock.name} ${change.type}`));

describe('carrying out an application', () => {
  it('goes through the cases in pages, each once, and ends', async () => {
    const group = openGroup(25);
    const applications = openApplications();
    const round = carryOutApplications({ ...partsOf(group, applications), limit: 10 });
    const rounds = [await round(), await round(), await round(), await round()];
    expect(rounds).toEqual([10, 10, 5, 0]);
    expect(applications.progress).toMatchObject({ casesDone: 25, finished: true });
    const applied = changesOf(group.saved).filter((line) => line.endsWith('resolve RulesApplied'));
    expect(applied).toHaveLength(25);
    expect(new Set(applied).size).toBe(25);
  });

  it('goes on after a crash between the clocks and the record of it, without a second change', async () => {
    const group = openGroup(5);
    const applications = openApplications();
    const round = carryOutApplications({ ...partsOf(group, applications), limit: 10 });
    applications.crash();
    await expect(round()).rejects.toThrow('killed');
    const before = changesOf(group.saved);
    expect(before.filter((line) => line.endsWith('resolve ClockMoved'))).toHaveLength(5);
    await round();
    expect(changesOf(group.saved)).toEqual(before);
    expect(applications.progress).toMatchObject({ casesDone: 5, finished: true });
  });

  it('decides again where somebody else changed a case meanwhile', async () => {
    const group = openGroup(3);
    group.loseNext();
    const applications = openApplications();
    await carryOutApplications({ ...partsOf(group, applications), limit: 10 })();
    const applied = changesOf(group.saved).filter((line) => line.endsWith('resolve RulesApplied'));
    expect(applied.sort()).toEqual(['000', '001', '002'].map((n) => `case-${n} resolve RulesApplied`));
  });

  it('does not let a group whose clocks cannot be measured hold up the others', async () => {
    const group = openGroup(5);
    const applications = openApplications();
    const stuck = { ...applications.progress, id: 'a0', groupId: 'g0' };
    const underWay = async (now: Date) => [stuck, ...(await applications.underWay(now))];
    const liveCases = {
      ...group.liveCases,
      idsAfter: (where: { groupId: string; parkCode: string }, after: string, limit: number) =>
        where.groupId === 'g0'
          ? Promise.reject(new Error('not to be read'))
          : group.liveCases.idsAfter(where, after, limit),
    };
    const parts = { ...group, liveCases, applications: { ...applications, underWay } };
    const round = carryOutApplications({ ...parts, book: group.park.book, clock: () => now, tellSetAside, limit: 10 });
    await expect(round()).rejects.toThrow('not to be read');
    expect(applications.progress).toMatchObject({ casesDone: 5, finished: true });
  });

  it('marks every clock that runs by older rules, also one whose deadline stays', async () => {
    const group = openGroup(1);
    const applications = openApplications();
    await carryOutApplications({ ...partsOf(group, applications), limit: 10 })();
    expect(changesOf(group.saved).filter((line) => !line.endsWith('LadderStepMissed'))).toEqual([
      ...['case-000 sign RulesApplied', 'case-000 first_contact RulesApplied', 'case-000 resolve RulesApplied'],
      'case-000 resolve ClockMoved',
    ]);
    const { clocks } = group.kept.get('case-000')!.state!;
    expect(clocks.map(({ policyVersion, deadlineNumber }) => [policyVersion, deadlineNumber])).toEqual([
      ...[
        [2, 1],
        [2, 1],
        [2, 2],
      ],
    ]);
  });
});
