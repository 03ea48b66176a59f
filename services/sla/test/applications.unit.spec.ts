import { newAggregate, type Change, type Loaded } from '@parkline/mongo';
import { carryOutApplications } from '../src/application/carry-out-applications';
import type { ApplicationInProgress, Applications, ClockSets, LiveCases } from '../src/application/ports';
import { evolve, type ClockEvent, type ClockSet } from '../src/domain/clock-set';
import { begin, time } from './story';
import { openPark } from './vectors/park';

const now = time('3h');

/** Cases whose clocks run by an older policy, in a store that is only a map. */
function openGroup(count: number) {
  const park = openPark();
  const kept = new Map<string, Loaded<ClockSet>>();
  for (let index = 0; index < count; index += 1) {
    const caseId = `case-${String(index).padStart(3, '0')}`;
    const story = begin({ caseId }, () => park.book);
    story.act('dispatch', time('1m'), ['p3'], time);
    kept.set(caseId, { ...newAggregate<ClockSet>(caseId), version: 1, state: story.told.set });
  }
  park.put({ rules: [{ clock: 'resolve', priority: 'p3', amount: 6, unit: 'wh' }] });
  const saved: Change<ClockSet, ClockEvent>[] = [];
  let conflicts = 0;
  const clockSets = {
    loadMany: (ids: readonly string[]) => Promise.resolve(new Map(ids.map((id) => [id, kept.get(id)!]))),
    saveMany: (changes: readonly Change<ClockSet, ClockEvent>[]) => {
      // Somebody else was faster with the first one.
      const lost = conflicts-- > 0 ? changes.slice(0, 1) : [];
      const won = changes.slice(lost.length);
      for (const change of won) {
        const state = change.events.reduce<ClockSet | undefined>(evolve, change.replaceState);
        kept.set(change.loaded.id, { ...change.loaded, state, version: change.loaded.version + 1 });
      }
      saved.push(...won);
      return Promise.resolve({
        saved: won.map(({ loaded }) => loaded),
        conflicted: lost.map(({ loaded }) => loaded.id),
      });
    },
  } as unknown as ClockSets;
  const ids = [...kept.keys()];
  const liveCases = {
    idsAfter: (_where: unknown, after: string, limit: number) =>
      Promise.resolve(ids.filter((id) => id > after).slice(0, limit)),
  } as unknown as LiveCases;
  return { park, kept, saved, clockSets, liveCases, loseNext: () => void (conflicts = 1) };
}

/** An application under way; `crash` forgets one step forward. */
function openApplications(): Applications & { progress: ApplicationInProgress; crash(): void } {
  const progress: ApplicationInProgress = {
    ...{ id: 'a1', groupId: 'g1', parkCode: '', at: now, by: 'hq-1', reason: 'shorter', policyVersion: 2 },
    ...{ casesDone: 0, finished: false, after: '' },
  };
  let crashes = 0;
  return {
    progress,
    crash: () => void (crashes += 1),
    add: (application) => Promise.resolve(application),
    list: () => Promise.resolve([progress]),
    underWay: () => Promise.resolve(progress.finished ? [] : [{ ...progress }]),
    advance: (from, { after, done, finished }) => {
      if (crashes-- > 0) return Promise.reject(new Error('killed'));
      if (from.after !== progress.after) return Promise.resolve(false);
      Object.assign(progress, { after, finished, casesDone: progress.casesDone + done });
      return Promise.resolve(true);
    },
  };
}

const changesOf = (saved: readonly Change<ClockSet, ClockEvent>[]): string[] =>
  saved.flatMap(({ loaded, events }) => events.map(({ change, clock }) => `${loaded.id} ${clock.name} ${change.type}`));

describe('carrying out an application', () => {
  it('goes through the cases in pages, each once, and ends', async () => {
    const group = openGroup(25);
    const applications = openApplications();
    const round = carryOutApplications({ ...group, applications, book: group.park.book, clock: () => now, limit: 10 });
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
    const round = carryOutApplications({ ...group, applications, book: group.park.book, clock: () => now, limit: 10 });
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
    await carryOutApplications({ ...group, applications, book: group.park.book, clock: () => now, limit: 10 })();
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
    const round = carryOutApplications({ ...parts, book: group.park.book, clock: () => now, limit: 10 });
    await expect(round()).rejects.toThrow('not to be read');
    expect(applications.progress).toMatchObject({ casesDone: 5, finished: true });
  });

  it('marks every clock that runs by older rules, also one whose deadline stays', async () => {
    const group = openGroup(1);
    const applications = openApplications();
    await carryOutApplications({ ...group, applications, book: group.park.book, clock: () => now, limit: 10 })();
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
