import { type Case, isLinkedTo } from '../../../src/domain';
import type { World } from '../world';
import { implies, type Rules } from './rule';

const allOf = (world: World): Case[] => [...world.shelf.cases.values()].map(({ state }) => state);
const ranks = ['p1', 'p2', 'p3', 'p4'];
const alwaysP4 = ['suggestion', 'enquiry', 'praise'];
const withTheMaster = ['linked', 'resolved', 'revisiting', 'closed'];
const working = [
  ...['dispatched', 'signed', 'in_progress', 'waiting_complainant', 'suspended', 'return_requested'],
] as const;

/** What holds of masters and linked cases at any time. */
export const linkRules: Rules = {
  'A linked case names its master, which is another one of its group.': ({ after: c, world }) => {
    if (c.state !== 'linked') return true;
    const master = c.linkedTo && world.shelf.cases.get(c.linkedTo.masterId)?.state;
    return !!master && master.id !== c.id && master.groupId === c.groupId && master.number === c.linkedTo?.masterNumber;
  },
  'No linked case has linked cases of its own.': ({ after: c }) =>
    implies(c.state === 'linked', () => c.linkedCases.length === 0),
  'No case is counted twice on its master, and none on itself.': ({ after: c }) =>
    new Set(c.linkedCases.map(({ id }) => id)).size === c.linkedCases.length &&
    !c.linkedCases.some(({ id }) => id === c.id),
  "A case keeps its place when it is linked, and is in nobody's hands when it is unlinked.": ({ after: c, before }) =>
    implies(before?.state === 'linked' && c.state === 'registered', () => !c.unitId && !c.handlerId && c.flagged),
};

type Settled = Readonly<Record<string, (c: Case, world: World) => boolean>>;

/** What holds once casework has heard of everything that it has published. */
export const settledRules: Settled = {
  'The master counts exactly its linked cases, and those that were resolved with it.': (c, world) => {
    const counted = c.linkedCases.map(({ id }) => id);
    const linked = allOf(world).filter((one) => isLinkedTo(one, c.id));
    return (
      linked.every(({ id }) => counted.includes(id)) &&
      counted.every((id) => {
        const one = world.shelf.cases.get(id)!.state;
        return (
          one.linkedTo?.masterId === c.id &&
          withTheMaster.includes(one.state) &&
          one.outcome !== 'withdrawn' &&
          one.outcome !== 'declined'
        );
      })
    );
  },
  'The master of a linked case is open and not resolved yet.': (c, world) => {
    if (c.state !== 'linked') return true;
    const { state } = world.shelf.cases.get(c.linkedTo!.masterId)!.state;
    return state === 'registered' || (working as readonly string[]).includes(state);
  },
  'The master has the highest priority of its linked cases.': (c, world) => {
    if (!(working as readonly string[]).includes(c.state) || alwaysP4.includes(c.kind)) return true;
    return allOf(world)
      .filter((one) => isLinkedTo(one, c.id) && one.priority)
      .every(({ priority }) => ranks.indexOf(c.priority!) <= ranks.indexOf(priority!));
  },
  'Three repeats of a matter bring it under supervision.': (c) =>
    implies(c.linkedCases.filter(({ as }) => as === 'repeat').length >= 3, () => c.supervisions.length > 0),
};
