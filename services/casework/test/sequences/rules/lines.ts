import { evolve, type Case } from '../../../src/domain';
import type { World } from '../world';
import type { Rules } from './rule';

/** The timeline and the versions. */
export const lineRules: Rules = {
  'Every save raises the version by its events.': ({ versionBefore, version, events }) =>
    events.length > 0 && version === versionBefore + events.length,
  'Every event leaves one line with actor, time, visibility and cycle, in the order of seq.': (seen) =>
    seen.lines.length === seen.events.length &&
    seen.lines.every(({ seq, time, entry }, index) => {
      const { actor, visibility, cycle } = entry as {
        actor?: { kind: string; id: string };
        visibility?: string;
        cycle?: number;
      };
      return (
        seq === seen.versionBefore + index + 1 &&
        +time === +seen.at &&
        !!actor?.kind &&
        !!actor.id &&
        ['public', 'internal', 'sealed'].includes(visibility ?? '') &&
        !!cycle &&
        cycle <= seen.after.cycle
      );
    }),
  'A state has no field without a value, and no time that is none.': ({ before, after }) =>
    Object.entries(after).every(([field, value]) => value === before?.[field as keyof Case] || isWhole(value)),
};

function isWhole(value: unknown): boolean {
  if (value === undefined) return false;
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isWhole);
}

type Whole = Readonly<Record<string, (caseId: string, world: World) => boolean>>;

/** What holds of a whole history. */
export const historyRules: Whole = {
  'Folding the events anew gives the state.': (id, { shelf }) => {
    const { events, state } = shelf.cases.get(id)!;
    const anew = events.reduce<Case | undefined>(evolve, undefined);
    return JSON.stringify(sorted(anew)) === JSON.stringify(sorted(state));
  },
  'Times never run backwards in the order of seq.': (id, { shelf }) =>
    shelf.cases.get(id)!.lines.every(({ time, seq }, index, all) => {
      const next = all[index + 1];
      return !next || (next.time >= time && next.seq === seq + 1);
    }),
};

/** Fields in the order of their names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
