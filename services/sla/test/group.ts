import { newAggregate, type Change, type Loaded } from '@parkline/mongo';
import type { ApplicationInProgress, Applications, ClockSets, LiveCases } from '../src/application/ports';
import { evolve, type ClockEvent, type ClockSet } from '../src/domain/clock-set';
import { begin, time, type Told } from './story';
import { openPark, type Park } from './vectors/park';

/** Cases of one park, in a store that is only a map. */
export interface Group {
  park: Park;
  kept: Map<string, Loaded<ClockSet>>;
  /** What was saved since. */
  saved: Change<ClockSet, ClockEvent>[];
  clockSets: ClockSets;
  liveCases: LiveCases;
  /** Lets somebody else be faster with the first case that is saved next. */
  loseNext(): void;
}

/** A group with so many cases, `case-000` and on; each is told by `story`, which gets what to act with. */
export function openGroup(
  count: number,
  story: (act: (word: string, at: Date, ...args: string[]) => void, index: number) => void = (act) =>
    act('dispatch', time('1m'), 'p3'),
): Group {
  const park = openPark();
  const kept = new Map<string, Loaded<ClockSet>>();
  for (let index = 0; index < count; index += 1) {
    const caseId = `case-${String(index).padStart(3, '0')}`;
    const told = toldBy((act) => story(act, index), caseId, park);
    kept.set(caseId, { ...newAggregate<ClockSet>(caseId), version: 1, state: told.set });
  }
  const saved: Change<ClockSet, ClockEvent>[] = [];
  let conflicts = 0;
  const clockSets = {
    loadMany: (ids: readonly string[]) => Promise.resolve(new Map(ids.map((id) => [id, kept.get(id)!]))),
    saveMany: (changes: readonly Change<ClockSet, ClockEvent>[]) => {
      const unlucky = conflicts-- > 0 ? changes[0] : undefined;
      const isLost = (one: Change<ClockSet, ClockEvent>): boolean =>
        one === unlucky || one.loaded.version !== kept.get(one.loaded.id)?.version;
      const lost = changes.filter(isLost);
      const won = changes.filter((one) => !isLost(one));
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
      Promise.resolve(ids.filter((id) => id > after && kept.get(id)?.state?.live).slice(0, limit)),
    numbersOf: (wanted: readonly string[]) =>
      Promise.resolve(new Map(wanted.map((id) => [id, kept.get(id)?.state?.number ?? '']))),
  } as unknown as LiveCases;
  return { park, kept, saved, clockSets, liveCases, loseNext: () => void (conflicts = 1) };
}

function toldBy(
  story: (act: (word: string, at: Date, ...args: string[]) => void) => void,
  caseId: string,
  park: Park,
): Told {
  const { told, act } = begin({ caseId, number: `SH01-20260302-${caseId.slice(-3)}` }, () => park.book);
  story((word, at, ...args) => act(word, at, args, time));
  return told;
}

/** An application of version 2 to all cases of g1, under way; `crash` forgets one step forward. */
export function openApplications(): Applications & { progress: ApplicationInProgress; crash(): void } {
  const progress: ApplicationInProgress = {
    ...{ id: 'a1', groupId: 'g1', parkCode: '', at: time('3h'), by: 'hq-1', reason: 'shorter', policyVersion: 2 },
    ...{ casesDone: 0, finished: false, after: '', setAside: 0, casesSetAside: [] },
  };
  let crashes = 0;
  return {
    progress,
    crash: () => void (crashes += 1),
    add: (application) => Promise.resolve(application),
    list: () => Promise.resolve([progress]),
    underWay: () => Promise.resolve(progress.finished ? [] : [{ ...progress }]),
    advance: (from, { after, done, finished, setAside }) => {
      if (crashes > 0) {
        crashes -= 1;
        return Promise.reject(new Error('killed'));
      }
      if (from.after !== progress.after || progress.finished) return Promise.resolve(false);
      Object.assign(progress, {
        ...{ after, finished, casesDone: progress.casesDone + done },
        ...{ setAside: progress.setAside + setAside.length, casesSetAside: [...progress.casesSetAside, ...setAside] },
      });
      return Promise.resolve(true);
    },
  };
}
