import { unavailable } from '@parkline/errors';
import { workersOf } from '../domain/choose-handler';
import { rosterAt, type Roster } from '../domain/roster';
import {
  decideAgain,
  decidePerson,
  decideTriage,
  placeKeyOf,
  type Need,
  type RoutedCase,
  type TriageDecided,
} from '../domain/routed-case';
import { gradeComplaint, type EarlierCases, type Grading } from '../domain/triage';
import type { CaseEvent, Directory, RecentCase, RoutedCases } from './ports';

const historyMs = 30 * 24 * 3_600_000;

/**
 * Takes in a batch of casework's events: opened cases are graded and get a unit and a person, cases given to a unit only
 * get a person. What was decided earlier in the batch counts as load, so that work stays even within it.
 * @throws Unavailable while the directory has not told of the park yet: the batch waits
 */
export const routeCases =
  (parts: { cases: RoutedCases; directory: Directory; clock: () => Date }) =>
  async (events: readonly CaseEvent[]): Promise<void> => {
    const { cases, clock } = parts;
    const at = clock();
    const roster = rosterAt(parts.directory.roster(), at);
    const opened = events.filter((event) => event.opened && event.seen.state === 'registered');
    const unmanned = events.filter(
      ({ seen }) => seen.state === 'dispatched' && seen.handlerId === '' && seen.unitId !== '',
    );
    const unlinked = events.filter((event) => event.unlinked && event.seen.state === 'registered');
    const complete = parts.directory.complete();
    for (const { seen } of [...opened, ...unmanned, ...unlinked]) requireKnown(roster, seen.parkCode, { complete });

    const earlier = await earlierCases(cases, opened, at);
    const gradings = new Map(opened.map((event) => [event.id, gradingOf(event, earlier(event), roster)]));
    const loads = await loadsFor(cases, roster, [...gradings.values()], { unmanned, unlinked });

    const made = new Map<string, TriageDecided>();
    await cases.takeIn(
      events,
      (need, event, known) => {
        const before = made.get(event.id);
        if (before) return before;
        const grading = gradings.get(event.id);
        const impartial = rosterAt(roster, at, event.seen.accusedIds);
        const decision = decisionFor(need, event, { known, grading, roster, impartial, loads });
        if (!decision) throw unavailable('nobody_there', `Nobody works for group ${event.seen.groupId} yet.`);
        const { handlerId } = decision.assignment;
        loads.set(handlerId, (loads.get(handlerId) ?? 0) + 1);
        made.set(event.id, decision);
        return decision;
      },
      at,
    );
  };

function decisionFor(
  need: Exclude<Need, undefined>,
  { seen }: CaseEvent,
  {
    known,
    grading,
    roster,
    impartial,
    loads,
  }: { known: RoutedCase; grading?: Grading; roster: Roster; impartial: Roster; loads: Map<string, number> },
): TriageDecided | undefined {
  if (need === 'triage' && grading) return decideTriage(seen, grading, roster, loads);
  return need === 'dispatch' ? decideAgain(seen, known, impartial, loads) : decidePerson(seen, impartial, loads);
}

function requireKnown(roster: Roster, parkCode: string, { complete }: { complete: boolean }): void {
  if (!complete || roster.park(parkCode) === undefined || roster.unitsOf(parkCode).length === 0) {
    throw unavailable('directory_behind', `The directory has not told of park ${parkCode} yet.`);
  }
}

function gradingOf({ seen, opened }: CaseEvent, history: EarlierCases, roster: Roster): Grading {
  const { description = '', hint = '', kind = 'complaint' } = opened ?? {};
  const { id: caseId, groupId, parkCode, place } = seen;
  return gradeComplaint({ caseId, groupId, parkCode, text: description, place, hint, kind, history }, roster);
}

async function earlierCases(
  cases: RoutedCases,
  opened: readonly CaseEvent[],
  at: Date,
): Promise<(event: CaseEvent) => EarlierCases> {
  const refs = new Set(opened.map(({ seen }) => seen.complainantRef).filter((ref) => ref !== ''));
  const places = new Set(opened.map(({ seen }) => placeKeyOf(seen.parkCode, seen.place)).filter((key) => key !== ''));
  const since = new Date(at.getTime() - historyMs);
  const recent =
    refs.size + places.size === 0
      ? []
      : await cases.recent({ complainantRefs: [...refs], placeKeys: [...places], since });
  return ({ seen }) => {
    const others = recent.filter(({ id }) => id !== seen.id);
    const placeKey = placeKeyOf(seen.parkCode, seen.place);
    return {
      samePerson:
        seen.complainantRef === '' ? 0 : others.filter((one) => one.complainantRef === seen.complainantRef).length,
      samePlace:
        placeKey === ''
          ? new Map<string, number>()
          : countByCategory(others.filter((one) => one.placeKey === placeKey)),
    };
  };
}

function countByCategory(cases: readonly RecentCase[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { category } of cases) counts.set(category, (counts.get(category) ?? 0) + 1);
  return counts;
}

async function loadsFor(
  cases: RoutedCases,
  roster: Roster,
  gradings: readonly Grading[],
  { unmanned, unlinked }: { unmanned: readonly CaseEvent[]; unlinked: readonly CaseEvent[] },
): Promise<Map<string, number>> {
  const unitIds = new Set([
    ...gradings.flatMap(({ unit }) => unit.candidates.map(({ id }) => id)),
    // Any unit of the park may be the one: which is known when the case has been read.
    ...unlinked.flatMap(({ seen }) => roster.unitsOf(seen.parkCode).map(({ id }) => id)),
    ...[...unmanned, ...unlinked].flatMap(({ seen }) => [
      seen.unitId,
      ...roster.deskOf(seen.groupId).map(({ id }) => id),
    ]),
  ]);
  const people = [...unitIds].flatMap((id) => {
    const team = roster.peopleOf(id);
    return [...workersOf(team, { superior: false }), ...workersOf(team, { superior: true })];
  });
  const ids = [...new Set(people.map(({ id }) => id))];
  return ids.length === 0 ? new Map<string, number>() : cases.openLoads(ids);
}
