import { type Loaded, untilSaved } from '@parkline/mongo';
import { type Actor, type Case, type CaseEvent, type Command, decide, evolve, Rejection } from '../domain';
import type { CaseWrites, CurrentOrganisation } from './ports';

/** A command of casework itself to a case, because of what happened to another one. */
export interface Order {
  to: string;
  command: Command;
  /** The event that it follows from: the case, and the seq of the event there. */
  because: { caseId: string; seq: number };
  /** What must still be so when it is carried out, for example that it is linked to this master. */
  provided?: (c: Case) => boolean;
}

export interface TellCases {
  cases: CaseWrites;
  organisation: CurrentOrganisation;
  clock: () => Date;
}

const itself: Actor = { kind: 'service', id: 'casework' };
/** Cases that are read and written at once. */
const atOnce = 100;

/**
 * Carries out orders to many cases: one read and one bulk write for a hundred of them, all orders to one case in one
 * write and in the order given. Each names the cycle that the case is in when it is decided. Answers the orders that were
 * refused because the case has moved on.
 *
 * A case remembers the seq of the event that each other case last gave it an order for, so an order that is given again
 * after a crash changes nothing. It does not remember ids of these commands: hundreds of them would push out those of
 * people.
 * @throws Unavailable `too_contended`; Rejection for an order that is itself wrong
 */
export function tellCases(needs: TellCases) {
  return async (orders: readonly Order[]): Promise<Order[]> => {
    const byCase = groupedByCase(orders);
    const ids = [...byCase.keys()];
    const refused: Order[] = [];
    for (let from = 0; from < ids.length; from += atOnce) {
      refused.push(
        ...(await tellSome(new Map(ids.slice(from, from + atOnce).map((id) => [id, byCase.get(id)!])), needs)),
      );
    }
    return refused;
  };
}

function groupedByCase(orders: readonly Order[]): Map<string, Order[]> {
  const groups = new Map<string, Order[]>();
  for (const order of orders) groups.set(order.to, [...(groups.get(order.to) ?? []), order]);
  return groups;
}

async function tellSome(byCase: Map<string, Order[]>, { cases, organisation, clock }: TellCases): Promise<Order[]> {
  const refused: Order[] = [];
  await untilSaved('case', [...byCase.keys()], async (open) => {
    const at = clock();
    const loaded = await cases.loadMany(open);
    const outcomes = open.map((id) => decideAll(loaded.get(id)!, byCase.get(id)!, at, organisation));
    const changes = outcomes.filter(({ change }) => change.events.length > 0).map(({ change }) => change);
    const { conflicted } = await cases.saveMany(changes);
    for (const outcome of outcomes) if (!conflicted.includes(outcome.id)) refused.push(...outcome.refused);
    return { conflicted };
  });
  return refused;
}

function decideAll(loaded: Loaded<Case>, orders: readonly Order[], at: Date, organisation: CurrentOrganisation) {
  const events: CaseEvent[] = [];
  const refused: Order[] = [];
  const sources: Record<string, number> = {};
  let c = loaded.state;
  for (const order of orders) {
    const { caseId, seq } = order.because;
    const source = `case/${caseId}`;
    if (seq <= (sources[source] ?? loaded.sources[source] ?? 0)) continue;
    const decided = c && decideOne(c, order, at, organisation);
    if (!c || !decided) {
      refused.push(order);
      continue;
    }
    sources[source] = seq;
    events.push(...decided);
    c = decided.reduce<Case>(evolve, c);
  }
  return { id: loaded.id, refused, change: { loaded, events, at, actor: itself, sources } };
}

/** The events of an order; undefined where the case has moved on. */
function decideOne(
  c: Case,
  { command, provided }: Order,
  at: Date,
  organisation: CurrentOrganisation,
): CaseEvent[] | undefined {
  if (provided && !provided(c)) return undefined;
  const directory = organisation();
  const workingTime = directory.workingTime(c.parkCode);
  try {
    return decide(c, command, { actor: itself, at, organisation: directory, workingTime, cycle: c.cycle });
  } catch (error) {
    if (error instanceof Rejection && error.reason === 'refused') return undefined;
    throw error;
  }
}
