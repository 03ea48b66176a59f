import { unavailable } from '@parkline/errors';
import { carryOutApplications } from '../src/application/carry-out-applications';
import type { Applications, ClockSets } from '../src/application/ports';
import type { ServiceRules } from '../src/application/rule-book';
import type { FailedCase } from '../src/application/tries';
import { openApplications, openGroup, type Group } from './group';
import { time } from './story';

const TRIES = 10;
/** Longer than any wait between two tries. */
const LONG_MS = 6_000;

/** 25 cases that run by an older policy; some of them throw while they are `broken`. */
function openBroken(...broken: string[]) {
  const group = openGroup(25);
  group.park.put({ rules: [{ clock: 'resolve', priority: 'p3', amount: 6, unit: 'wh' }] });
  const throwing = new Set(broken);
  const clockSets: ClockSets = {
    ...group.clockSets,
    loadMany: (ids) =>
      ids.some((id) => throwing.has(id))
        ? Promise.reject(new TypeError('set.clocks is no list'))
        : group.clockSets.loadMany(ids),
  };
  return { ...group, clockSets, throwing };
}

/** A replica that carries applications out, page by page, on a clock that is turned by hand. */
function openReplica(group: Group, applications: Applications, book: ServiceRules = group.park.book) {
  let now = time('3h');
  const told: FailedCase[] = [];
  const round = carryOutApplications({
    ...{ ...group, applications, book, limit: 10 },
    clock: () => now,
    tellSetAside: (_application, cases) => void told.push(...cases),
  });
  return {
    told,
    round,
    /** Rounds with long waits between. */
    async rounds(count: number): Promise<number[]> {
      const looked: number[] = [];
      for (let index = 0; index < count; index += 1) {
        looked.push(await round());
        now = new Date(now.getTime() + LONG_MS);
      }
      return looked;
    },
    pass: (ms: number) => void (now = new Date(now.getTime() + ms)),
  };
}

/** How often the resolve clock of each case went through an application. */
function timesApplied({ saved }: Group): Record<string, number> {
  const times: Record<string, number> = {};
  for (const { loaded, events } of saved) {
    const applied = events.filter(({ change, clock }) => change.type === 'RulesApplied' && clock.name === 'resolve');
    if (applied.length > 0) times[loaded.id] = (times[loaded.id] ?? 0) + applied.length;
  }
  return times;
}

const idsBut = ({ kept }: Group, ...left: string[]) => [...kept.keys()].filter((id) => !left.includes(id));
const once = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, 1]));

describe('a case that throws whenever newer rules are applied to it', () => {
  it('is set aside after ten tries, and the others are done, each once', async () => {
    const group = openBroken('case-003', 'case-012');
    const applications = openApplications();
    const replica = openReplica(group, applications);
    const first = await replica.rounds(TRIES);
    expect(first).toEqual([...Array<number>(TRIES - 1).fill(0), 10]);
    expect(applications.progress).toMatchObject({ after: 'case-009', casesDone: 9, setAside: 1, finished: false });
    await replica.rounds(TRIES + 1);
    expect(applications.progress).toMatchObject({ casesDone: 23, setAside: 2, finished: true });
    expect(applications.progress.casesSetAside).toEqual([
      { caseId: 'case-003', number: 'SH01-20260302-003' },
      { caseId: 'case-012', number: 'SH01-20260302-012' },
    ]);
    expect(timesApplied(group)).toEqual(once(idsBut(group, 'case-003', 'case-012')));
    expect(replica.told.map(({ caseId, tries }) => [caseId, tries])).toEqual([
      ['case-003', TRIES],
      ['case-012', TRIES],
    ]);
  });

  it('does not keep the others of its page waiting, only those of the next', async () => {
    const group = openBroken('case-003');
    await openReplica(group, openApplications()).round();
    expect(timesApplied(group)).toEqual(once(idsBut(group, 'case-003').filter((id) => id < 'case-010')));
  });

  it('is tried again after a wait that grows, not at once', async () => {
    const group = openBroken('case-003');
    let loads = 0;
    const { loadMany } = group.clockSets;
    group.clockSets.loadMany = (ids) => {
      loads += Number(ids.length === 1 && ids[0] === 'case-003');
      return loadMany(ids);
    };
    const replica = openReplica(group, openApplications());
    for (const passMs of [0, 99, 1, 199, 1]) {
      replica.pass(passMs);
      await replica.round();
    }
    expect(loads).toBe(3);
  });

  it('is done where a later try finds it in order', async () => {
    const group = openBroken('case-003');
    const applications = openApplications();
    const replica = openReplica(group, applications);
    await replica.rounds(TRIES - 1);
    group.throwing.clear();
    await replica.rounds(3);
    expect(applications.progress).toMatchObject({ casesDone: 25, setAside: 0, finished: true });
    expect(timesApplied(group)).toEqual(once(idsBut(group)));
    expect(replica.told).toEqual([]);
  });

  it('is kept once where the process dies between the clocks and the record of it', async () => {
    const group = openBroken('case-003');
    const applications = openApplications();
    const dying = openReplica(group, applications);
    await dying.rounds(TRIES - 1);
    applications.crash();
    await expect(dying.round()).rejects.toThrow('killed');
    expect(applications.progress).toMatchObject({ setAside: 0, casesDone: 0 });
    const next = openReplica(group, applications);
    await next.rounds(TRIES + 2);
    expect(applications.progress).toMatchObject({ casesDone: 24, setAside: 1, finished: true });
    expect(timesApplied(group)).toEqual(once(idsBut(group, 'case-003')));
    expect([dying.told.length, next.told.length]).toEqual([0, 1]);
  });

  it('is told of once, by whichever of two replicas moves the application on', async () => {
    const group = openBroken('case-003');
    const applications = openApplications();
    const replicas = [openReplica(group, applications), openReplica(group, applications)];
    for (let index = 0; index < TRIES + 3; index += 1) await Promise.all(replicas.map(({ rounds }) => rounds(1)));
    expect(applications.progress).toMatchObject({ casesDone: 24, setAside: 1, finished: true });
    expect(replicas.flatMap(({ told }) => told)).toHaveLength(1);
    expect(timesApplied(group)).toEqual(once(idsBut(group, 'case-003')));
  });

  it('is taken again by the next application', async () => {
    const group = openBroken('case-003');
    await openReplica(group, openApplications()).rounds(TRIES + 2);
    group.throwing.clear();
    const later = openApplications();
    Object.assign(later.progress, { id: 'a2' });
    await openReplica(group, later).rounds(3);
    expect(later.progress).toMatchObject({ casesDone: 25, setAside: 0, finished: true });
    expect(timesApplied(group)).toEqual(once(idsBut(group)));
  });

  it('is one that was measured by a calendar that nobody knows any more', async () => {
    const group = openGroup(3);
    group.park.put({ rules: [{ clock: 'resolve', priority: 'p3', amount: 6, unit: 'wh' }] });
    const lost = group.kept.get('case-001')!;
    const clocks = lost.state!.clocks.map((clock) => ({ ...clock, calendarVersion: 99 }));
    group.kept.set('case-001', { ...lost, state: { ...lost.state!, clocks } });
    const applications = openApplications();
    await openReplica(group, applications).rounds(TRIES);
    expect(applications.progress).toMatchObject({ casesDone: 2, setAside: 1, finished: true });
  });
});

describe('an application', () => {
  it('waits while the store is away, and counts no try', async () => {
    const group = openBroken();
    const applications = openApplications();
    const { loadMany } = group.clockSets;
    group.clockSets.loadMany = () => Promise.reject(unavailable('store_unreachable', 'away'));
    const replica = openReplica(group, applications);
    for (let tries = 0; tries <= TRIES; tries += 1) await expect(replica.rounds(1)).rejects.toThrow('away');
    group.clockSets.loadMany = loadMany;
    await replica.rounds(3);
    expect(applications.progress).toMatchObject({ casesDone: 25, setAside: 0, finished: true });
  });

  it('waits where the replica has not heard of its policy, as that is no fault of a case', async () => {
    const group = openGroup(25);
    const applications = openApplications();
    const replica = openReplica(group, applications);
    for (let tries = 0; tries <= TRIES; tries += 1) {
      await expect(replica.rounds(1)).rejects.toMatchObject({ code: 'rules_not_here_yet' });
    }
    expect(applications.progress).toMatchObject({ casesDone: 0, setAside: 0 });
    group.park.put({ rules: [{ clock: 'resolve', priority: 'p3', amount: 6, unit: 'wh' }] });
    await replica.rounds(3);
    expect(applications.progress).toMatchObject({ casesDone: 25, setAside: 0, finished: true });
  });
});
