import { actorOf } from '../../src/application/actor-of';
import { allowedCommands, type Case, type CommandName, commandNames, type Complaint } from '../../src/domain';
import { asked } from './asks';
import type { Coverage } from './coverage';
import { groupId, parkCode, principalOf } from './park';
import { type Chance, chanceFrom } from './random';
import type { Happened, Step, World } from './world';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const mostCases = 4;

/** What leads on, and how much more often it is chosen than other things: without aim a case is hardly ever worked on. */
const onward: Partial<Record<CommandName, number>> = {
  ...{ dispatch: 4, sign: 3, start: 1.5, 'log-contact': 0.5, resolve: 2, 'start-revisit': 1, close: 1.5, reopen: 0.7 },
  ...{ 'decide-return': 1, resume: 0.5, 'wait-for-complainant': 0.5, suspend: 0.3, unlink: 0.05 },
  ...{ 'record-investigation': 0.5, 'propose-solution': 0.5, 'decide-solution': 2, 'decide-extension': 1 },
  ...{ 'decide-suspension': 1, 'complete-task': 0.5, 'cancel-task': 0.5, 'accept-handover': 1 },
};
/** What takes a case away from its way is chosen seldom. */
const aside: Partial<Record<CommandName, number>> = {
  ...{ redispatch: 0.2, transfer: 0.2, 'take-back': 0.3, 'request-return': 0.2, 'name-accused': 0.15, link: 0.5 },
  ...{ withdraw: 0.1, decline: 0.15, 'add-note': 0.3, reply: 0.3, answer: 0.5, 'add-task': 0.5, supervise: 0.5 },
};
/** Of casework itself: they come by delivery. */
const ofCasework: readonly CommandName[] = ['add-linked', 'remove-linked', 'hear-linked', 'resolve-linked'];
const ofPeople = commandNames.filter((name) => !ofCasework.includes(name));
const services = ['routing', 'sla', 'feedback'];

/** Chooses what happens next, again and again. */
export interface Walker {
  next(): Step;
}

/** Somebody who gives the same command again and again. */
interface Insistence {
  left: number;
  caseId: string;
  as: string;
  name: CommandName;
}

/** @param covered what was tried before is tried less often */
export function walker(world: World, seed: number, covered: Coverage): Walker {
  const chance = chanceFrom(seed);
  let texts = 0;
  let opened = 0;
  let insisting: Insistence | undefined;
  let attended: string | undefined;
  let attention = 0;
  const number = () => ++texts;
  // Every walk has its own: what is common on one is rare on another, and some things never happen on it.
  const taste = new Map(ofPeople.map((name) => [name, chance.oneOf([0, 0.3, 1, 1, 1, 1, 1, 4, 10])]));
  for (const name of ['dispatch', 'sign', 'start'] as const) taste.set(name, 1);

  const hasLeft = (who: string) => world.members().get(who)?.active === false;

  const unfinished = () => [...world.shelf.cases.values()].filter(({ state: { state } }) => state !== 'closed').length;

  /** Casework hears of some case, mostly of all that is new. */
  const delivery = (): Step | undefined => {
    const caseId = chance.maybeOneOf([...world.shelf.cases.keys()].filter((id) => world.unheard(id) > 0));
    return caseId === undefined
      ? undefined
      : { do: 'deliver', caseId, count: chance.percent(80) ? 1_000 : 1 + chance.below(3) };
  };

  /** Stays with a case for a while. */
  const someCase = (): Case | undefined => {
    if (!attended || attention-- <= 0) {
      const all = [...world.shelf.cases.values()].map(({ state }) => state);
      attended = chance.weighted(all, ({ open }) => (open ? 1 : 0.3))?.id;
      attention = chance.below(world.shelf.cases.get(attended ?? '')?.state.open ? 40 : 8);
    }
    return attended === undefined ? undefined : world.shelf.cases.get(attended)!.state;
  };

  const give = (c: Case, as: string, name: CommandName, careless: boolean): Step => {
    const cycle = services.includes(as) ? { cycle: chance.percent(95) ? c.cycle : c.cycle - 1 } : {};
    return { do: 'give', caseId: c.id, as, ...cycle, command: asked(name, { c, world, chance, number, careless }) };
  };

  /** Somebody does one of the things that he could do. Who has nothing of interest to do mostly leaves it to others. */
  const command = (c: Case): Step => {
    const as = chance.percent(85) ? someoneConcerned(c, world, chance) : anybody(c, world, chance);
    // Who has left the group has no access any more.
    if (hasLeft(as)) return command(c);
    if (chance.percent(5)) return give(c, as, chance.maybeOneOf(ofPeople)!, chance.percent(30));
    const actor = actorOf(principalOf(as, world.members()), world.directory(), world.now());
    const interest = (one: CommandName) =>
      taste.get(one)! * (onward[one] ?? (aside[one] ?? 0.5) * covered.interestIn(one, c.state));
    const possible = allowedCommands(c, actor, world.now()).filter((name) => ofPeople.includes(name));
    const all = possible.reduce((sum, one) => sum + interest(one), 0);
    const name = chance.percent(100 * all) ? chance.weighted(possible, interest) : undefined;
    if (!name) return command(c);
    if (chance.percent(0.15)) insisting = { left: 60, caseId: c.id, as, name };
    return give(c, as, name, chance.percent(8));
  };

  return {
    next() {
      if (insisting && !hasLeft(insisting.as) && insisting.left-- > 0) {
        const c = world.shelf.cases.get(insisting.caseId)!.state;
        return give(c, insisting.as, insisting.name, false);
      }
      const c = someCase();
      if (!c || (unfinished() < mostCases && chance.percent(4))) return openNext();
      const roll = chance.below(100);
      if (roll < 9) return { do: 'pass', ms: someTime(chance) };
      if (roll < 14) return { do: 'tick' };
      if (roll < 24) return delivery() ?? { do: 'tick' };
      if (roll < 25) return { do: 'redeliver', caseId: c.id, count: 1 + chance.below(20) };
      if (roll < 26 && chance.percent(60)) return staffChange();
      return command(c);
    },
  };

  function openNext(): Step {
    const n = ++opened;
    const identity = chance.oneOf<Complaint['identity']>(['named', 'named', 'confidential', 'anonymous']);
    const complaint: Omit<Complaint, 'receivedAt'> = {
      ...{ id: `case-${n}`, number: `SH01-20260302-0000${n}`, groupId, parkCode, identity },
      channel: chance.oneOf(['phone', 'wechat', 'web', 'patrol']),
      kind: chance.oneOf(['complaint', 'complaint', 'complaint', 'repair', 'praise']),
      description: '3号楼电梯又坏了',
      hasContact: identity !== 'anonymous',
      // An anonymous person leaves no trace at intake; were there one, it would not be shown.
      complainantRef: `ref-${n}.`,
      ...(chance.percent(20) ? { filedBy: 'staff.desk' } : {}),
    };
    return { do: 'open', complaint };
  }

  /** Somebody changes his unit, leaves, comes back, or is away for some time. */
  function staffChange(): Step {
    const one = chance.maybeOneOf([...world.members().values()])!;
    const others = [...world.members().values()].filter(({ id }) => id !== one.id);
    const from = world.now();
    const until = new Date(from.getTime() + (1 + chance.below(72)) * hourMs);
    const roll = chance.below(100);
    if (roll < 60)
      return { do: 'staff', member: { ...one, away: { deputyId: chance.maybeOneOf(others)!.id, from, until } } };
    if (roll < 75) return { do: 'staff', member: { ...one, active: !one.active } };
    if (!one.active) return { do: 'staff', member: { ...one, active: true } };
    if (one.role !== 'handler' && one.role !== 'team-lead') return { do: 'pass', ms: hourMs };
    return { do: 'staff', member: { ...one, unitId: chance.oneOf(['sh01-eng', 'sh01-sec', 'sh01-clean']) } };
  }
}

function someTime(chance: Chance): number {
  const short = [10 * minuteMs, 10 * minuteMs, 2 * hourMs, 2 * hourMs] as const;
  const longest = chance.oneOf([...short, ...short, 30 * hourMs, 200 * hourMs]);
  return 1 + chance.below(longest);
}

function anybody(c: Case, world: World, chance: Chance): string {
  return chance.oneOf([c.id, 'case-0', ...services, ...world.members().keys()]);
}

/** Whom the case is about in some way just now. */
function someoneConcerned(c: Case, world: World, chance: Chance): string {
  const members = [...world.members().values()].filter(({ active }) => active);
  const of = (fits: (one: (typeof members)[number]) => boolean) => members.filter(fits).map(({ id }) => id);
  const open = c.tasks.filter(({ doneAt, cancelledAt }) => !doneAt && !cancelledAt);
  const groups: string[][] = [
    ...Array<string[]>(5).fill(c.handlerId ? [c.handlerId] : of(({ unitId }) => unitId === c.unitId)),
    of(({ unitId, role }) => unitId === c.unitId || role === 'team-lead'),
    of(({ unitId }) => open.some((task) => task.unitId === unitId)),
    of(({ role }) => role === 'park-manager'),
    of(({ role }) => role === 'region-manager'),
    of(({ role }) => role === 'agent'),
    of(({ role }) => role === 'hq-officer' || role === 'hq-admin'),
    c.handover ? [c.handover.toHandlerId] : [],
    c.improvements.filter(({ doneAt }) => !doneAt).map(({ ownerId }) => ownerId),
    c.consultations.some(({ opinion }) => !opinion) ? ['staff.expert'] : [],
    [c.id],
    ...(c.resolvedAt ? [['feedback'], ['feedback'], ['feedback']] : []),
    c.open ? ['sla'] : [],
    c.state === 'registered' || c.state === 'dispatched' ? ['routing'] : [],
  ];
  return chance.maybeOneOf(chance.maybeOneOf(groups.filter((group) => group.length > 0))!)!;
}

/** The commands that casework gives itself, by the events that come of them. */
const ofItself: Record<string, CommandName> = {
  ...{ LinkedCaseAdded: 'add-linked', LinkedCaseRemoved: 'remove-linked', ComplainantAnswered: 'hear-linked' },
  ...{ CaseResolved: 'resolve-linked', CaseUnlinked: 'unlink', ReplySent: 'reply' },
};

/** Notes what was accepted, for the choice of what comes next. */
export function noteCoverage({ step, saved }: Happened, covered: Coverage): void {
  for (const { before, events } of saved) {
    for (const { type } of events) {
      const own = step.do === 'deliver' ? ofItself[type] : undefined;
      if (before && own) covered.note(own, before.state);
    }
    if (before && step.do === 'give') covered.note(step.command.type, before.state);
  }
}
