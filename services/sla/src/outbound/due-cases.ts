import type { ClockSets, DueCases, DueQuery } from '../application/ports';
import type { ClockSet } from '../domain/clock-set';

type Entry = { caseId: string; set: ClockSet };

/** The due lists, read from the clock sets. Every query fits one index exactly; parks are read one by one and merged. */
export function createDueCases(clockSets: ClockSets): DueCases {
  const read = async (where: Record<string, unknown>, limit: number): Promise<Entry[]> => {
    const docs = await clockSets.collection
      .find({ ...where, 'state.open': true } as never, { projection: { state: 1 } })
      .sort({ 'state.nextDueAt': 1, _id: 1 })
      .limit(limit)
      .toArray();
    return docs.flatMap(({ _id, state }) => (state ? [{ caseId: String(_id), set: state }] : []));
  };

  /** What comes after a place is the rest of its very moment, then the later moments: an `$or` would miss the index. */
  const readAfter = async (where: Record<string, unknown>, query: DueQuery): Promise<Entry[]> => {
    const { from, before, after, limit } = query;
    if (!after) return read({ ...where, 'state.nextDueAt': { ...(from ? { $gte: from } : {}), $lt: before } }, limit);
    const sameMoment = await read({ ...where, 'state.nextDueAt': after.dueAt, _id: { $gt: after.caseId } }, limit);
    if (sameMoment.length === limit) return sameMoment;
    const later = { ...where, 'state.nextDueAt': { $gt: after.dueAt, $lt: before } };
    return [...sameMoment, ...(await read(later, limit - sameMoment.length))];
  };

  return {
    async list(query) {
      const { groupId, parks, limit } = query;
      if (parks === 'all') return readAfter({ 'state.groupId': groupId }, query);
      const pages = await Promise.all(
        parks.map((parkCode) => readAfter({ 'state.groupId': groupId, 'state.parkCode': parkCode }, query)),
      );
      return pages.flat().sort(byDeadline).slice(0, limit);
    },
  };
}

function byDeadline(a: Entry, b: Entry): number {
  const first = a.set.nextDueAt?.getTime() ?? 0;
  const second = b.set.nextDueAt?.getTime() ?? 0;
  return first - second || (a.caseId < b.caseId ? -1 : 1);
}
