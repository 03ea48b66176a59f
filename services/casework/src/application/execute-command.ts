import { createHash } from 'node:crypto';
import type { Principal } from '@parkline/auth';
import { conflict, forbidden, invalidInput, isParklineError, type ParklineError, refused } from '@parkline/errors';
import { casework } from '@parkline/proto';
import {
  type Actor,
  type Case,
  type CaseEvent,
  type Command,
  decide,
  entryFor,
  Rejection,
  type TimelineEntry,
} from '../domain';
import { actorOf } from './actor-of';
import { snapshotFor, snapshotOf } from './case-snapshot';
import { countNobody } from './count-nobody';
import { lookUp } from './look-up';
import type { Cases, CurrentOrganisation, Deadlines, StoredEntry } from './ports';
import { noSuchCase, referenceOf, visible } from './visible-case';

export interface CommandRequest {
  /** Case id or number. */
  caseRef: string;
  commandId: string;
  /** The version that a person saw. */
  expectedVersion?: number;
  /** The cycle that a service decided in. */
  cycle?: number;
  command: Command;
}

/** What a case remembers of a command: enough to give the same answer, and to notice that it is not the same one. */
interface Remembered {
  by: string;
  /** Digest of the command as given. */
  what: string;
  /** The answer, encoded: a tenth of the plain one, and the document is rewritten with every command. */
  case: Uint8Array | { buffer: Uint8Array };
}

export interface ExecuteCommand {
  cases: Cases;
  organisation: CurrentOrganisation;
  deadlines: Deadlines;
  clock: () => Date;
  /** Told when a rung of the escalation ladder had nobody. */
  onNobodyAt: (role: string) => void;
}

/**
 * Carries out one command and answers the case after it. A repeated command id gets the first answer again.
 * @throws NotFound unknown or out of scope; Forbidden; InvalidInput with the field; Refused by the state machine,
 *   `moved_on` for a service; Conflict `stale_version` with what changed since, `command_id_reused`; Unavailable where
 *   the deadline is needed and sla does not answer: nothing has changed then
 */
export function executeCommand({ cases, organisation, deadlines, clock, onNobodyAt }: ExecuteCommand) {
  return async (request: CommandRequest, principal: Principal): Promise<casework.Case> => {
    const { command, commandId, cycle, expectedVersion } = request;
    const at = clock();
    const directory = organisation();
    const actor = actorOf(principal, directory, at);
    const known = await lookUp(request, { principal, actor, at }, { cases, deadlines });
    const what = digestOf(command);
    let events: CaseEvent[] = [];
    let seen: Case | undefined;
    try {
      const { answer, repeated } = await cases.execute<Remembered>({
        ...referenceOf(request.caseRef),
        commandId,
        at,
        actor,
        decide: (loaded) => {
          const { case: c, version } = visible(loaded, principal);
          seen = c;
          // Checked here and not by the repository: whether a case exists is told only within the scope.
          if (expectedVersion !== undefined && expectedVersion !== version) throw stale(version);
          const workingTime = directory.workingTime(c.parkCode);
          events = decide(c, command, { actor, at, organisation: directory, workingTime, cycle, ...known });
          return {
            events,
            answer: (after, versionAfter) => ({
              by: actor.id,
              what,
              case: casework.Case.encode(snapshotOf(after as Case, versionAfter)).finish(),
            }),
          };
        },
      });
      if (repeated) checkSame(answer, actor, what);
      else countNobody(events, onNobodyAt);
      return snapshotFor(actor.kind, casework.Case.decode(bytesOf(answer.case)));
    } catch (error) {
      if (error instanceof Rejection) throw toError(error);
      if (isParklineError(error, 'NotFound')) throw noSuchCase();
      if (seen !== undefined && expectedVersion !== undefined && isParklineError(error, 'Conflict')) {
        throw await explained(error, { seen, expectedVersion, actor }, cases);
      }
      throw error;
    }
  };
}

const factories = { forbidden, refused, invalid: invalidInput };

function toError({ reason, code, message, field }: Rejection): ParklineError {
  return factories[reason](code, message, field === undefined ? {} : { field });
}

function stale(version: number): ParklineError {
  return conflict('stale_version', 'Somebody else has changed the case meanwhile.', {
    details: { version: String(version) },
  });
}

/**
 * Adds what changed since the version that the caller saw, so that the person can judge whether it matters: of the
 * timeline what he may see.
 */
async function explained(
  error: ParklineError,
  { seen, expectedVersion, actor: reader }: { seen: Case; expectedVersion: number; actor: Actor },
  cases: Pick<Cases, 'timeline'>,
): Promise<ParklineError> {
  if (error.code !== 'stale_version') return error;
  const since = (await cases.timeline(seen.id)).filter(({ seq }) => seq > expectedVersion);
  const changes = since.flatMap(({ seq, type, time, entry: kept }: StoredEntry) => {
    const entry = entryFor(type, kept as unknown as TimelineEntry, reader, seen);
    return entry ? [{ seq, type, at: time, actor: entry.actor }] : [];
  });
  const details = { ...error.details, changes: JSON.stringify(changes) };
  return conflict(error.code, error.message, { details, cause: error });
}

/** A key used again for something else, or by someone else, is a mistake; services repeat themselves word for word. */
function checkSame(remembered: Remembered, actor: Actor, what: string): void {
  if (remembered.by === actor.id && (actor.kind === 'service' || remembered.what === what)) return;
  throw conflict('command_id_reused', 'This idempotency key was used for another command on the case.');
}

function digestOf(command: Command): string {
  return createHash('sha256').update(JSON.stringify(command)).digest('base64url').slice(0, 16);
}

function bytesOf(stored: Remembered['case']): Uint8Array {
  return stored instanceof Uint8Array ? stored : stored.buffer;
}
