import type { Person, Roster, Unit } from './roster';

/** Open cases by staff id; nobody listed has none. */
export type Loads = ReadonlyMap<string, number>;

export interface HandlerChoice {
  unit: Unit;
  handler: Person;
  reason: string;
  /** Nobody was there in the units before this one. */
  displaced: boolean;
}

/**
 * The person for a case: of the first unit that has anybody, the handler with the fewest open cases. Among equals the one
 * with the skill comes first, then a toss that is the same at every repetition. A unit without handlers gives its lead.
 * Loads stay even: nobody is ever more than one case ahead of a colleague by what is decided here.
 * @param input.candidates units to try, best first
 * @param input.superior the lead of the unit is wanted before its handlers
 * @returns `undefined` only if nobody at all works for the group
 */
export function chooseHandler(
  input: { caseId: string; groupId: string; skill: string; candidates: readonly Unit[]; superior?: boolean },
  roster: Roster,
  loads: Loads,
): HandlerChoice | undefined {
  for (const [index, unit] of input.candidates.entries()) {
    const team = workersOf(roster.peopleOf(unit.id), { superior: input.superior ?? false });
    const handler = leastLoaded(team, input, loads);
    if (handler) return { unit, handler, displaced: index > 0, reason: reasonFor(handler, team, input.skill, loads) };
  }
  for (const handler of roster.peopleOfGroup(input.groupId)) {
    const unit = roster.unit(handler.unitId);
    if (unit) return { unit, handler, displaced: true, reason: '各班组均无人，交集团现有人员。' };
  }
  return undefined;
}

/**
 * Who of a unit takes cases: the handlers; without any the team lead; else whoever there is.
 * @param options.superior the lead comes before the handlers, as for a reopened case
 */
export function workersOf(people: readonly Person[], options: { superior: boolean }): readonly Person[] {
  for (const role of options.superior ? ['team-lead', 'handler'] : ['handler', 'team-lead']) {
    const having = people.filter((person) => person.role === role);
    if (having.length > 0) return having;
  }
  return people;
}

function leastLoaded(
  team: readonly Person[],
  { caseId, skill }: { caseId: string; skill: string },
  loads: Loads,
): Person | undefined {
  const rank = (person: Person): [number, number, number] => [
    loads.get(person.id) ?? 0,
    person.skills.includes(skill) ? 0 : 1,
    toss(`${caseId}/${person.id}`),
  ];
  let best: { person: Person; rank: [number, number, number] } | undefined;
  for (const person of team) {
    const own = rank(person);
    if (!best || before(own, best.rank)) best = { person, rank: own };
  }
  return best?.person;
}

function before(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}

function reasonFor(handler: Person, team: readonly Person[], skill: string, loads: Loads): string {
  const load = loads.get(handler.id) ?? 0;
  if (team.length === 1) return `${handler.name}是该班组当前唯一人选，在办 ${load} 件。`;
  return `${handler.name}在办 ${load} 件，为班组最少${handler.skills.includes(skill) ? '，且具备相应技能' : ''}。`;
}

/** FNV-1a: a number from a text, evenly spread, the same everywhere. */
function toss(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}
