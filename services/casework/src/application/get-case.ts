import type { Principal } from '@parkline/auth';
import { type casework, common } from '@parkline/proto';
import { type Actor, allowedCommands, type Case, entryFor, maySeeSealed, type TimelineEntry } from '../domain';
import { actorOf } from './actor-of';
import { fileOf } from './case-file';
import { snapshotFor, snapshotOf } from './case-snapshot';
import type { Cases, CurrentOrganisation, StoredEntry } from './ports';
import { loadVisible } from './visible-case';

/**
 * One case with its timeline and what the caller could do with it now. The complainant sees only his own, and of it
 * only what is public.
 * @throws NotFound unknown or out of scope
 */
export function getCase({
  cases,
  organisation,
  clock,
}: {
  cases: Cases;
  organisation: CurrentOrganisation;
  clock: () => Date;
}) {
  return async (caseRef: string, principal: Principal): Promise<casework.GetCaseResponse> => {
    const at = clock();
    const actor = actorOf(principal, organisation(), at);
    const { case: c, version } = await loadVisible(cases, caseRef, principal);
    const stored = await cases.timeline(c.id);
    const forComplainant = actor.kind === 'complainant';
    return {
      case: snapshotFor(actor.kind, snapshotOf(c, version)),
      description: c.description,
      timeline: stored.flatMap((line) => lineFor(line, actor, c)),
      commands: allowedCommands(c, actor, at),
      watcherIds: forComplainant ? [] : c.watcherIds,
      file: forComplainant ? undefined : fileFor(actor, c),
    };
  };
}

/** The accused and their colleagues need not read who is accused. */
function fileFor(actor: Actor, c: Case): casework.CaseFile {
  const file = fileOf(c);
  return maySeeSealed(actor, c) ? file : { ...file, accusedIds: [] };
}

function lineFor({ seq, type, time, entry: kept }: StoredEntry, actor: Actor, c: Case): casework.TimelineEntry[] {
  const entry = entryFor(type, kept as unknown as TimelineEntry, actor, c);
  if (!entry) return [];
  const { visibility, text, facts, cycle } = entry;
  const by = common.Actor.create(entry.actor);
  return [{ seq, type, at: time, actor: by, visibility, text, facts, cycle }];
}
