import { isParklineError } from '@parkline/errors';
import { executeCommand } from '../../src/application/execute-command';
import { followLinks } from '../../src/application/follow-links';
import { tellCases } from '../../src/application/tell-cases';
import { actOnTimeLimits } from '../../src/application/act-on-time-limits';
import type { Directory } from '../../src/application/ports';
import type { Case, CaseStateName, Command, Complaint, Priority } from '../../src/domain';
import { directoryOf, everybody, type Member, principalOf } from './park';
import { createShelf, type Saved, type Shelf } from './shelf';

/** Everything that can happen, as plain data: a walk is a list of these, and may be walked again without some of them. */
export type Step =
  | { do: 'open'; complaint: Omit<Complaint, 'receivedAt'> }
  | { do: 'pass'; ms: number }
  /** Casework's own timer. */
  | { do: 'tick' }
  /** Casework hears of what it has published of a case, up to so many events. */
  | { do: 'deliver'; caseId: string; count: number }
  /** The same again, as after a crash. */
  | { do: 'redeliver'; caseId: string; count: number }
  | { do: 'staff'; member: Member }
  | Give;

export interface Give {
  do: 'give';
  caseId: string;
  /** Staff id, service, or the id of a case for its complainant. */
  as: string;
  /** In which a service decided. */
  cycle?: number;
  command: Command;
}

/** What a step has done. */
export interface Happened {
  step: Step;
  at: Date;
  /** Of a command; what else happens is never refused. */
  refused?: string;
  saved: Saved[];
  /** Whether the same command id again gave another answer, or changed something. */
  repeatedDiffers?: boolean;
}

/** When the resolve clock of a cycle has expired. */
export interface Expiry {
  cycle: number;
  dueAt: Date;
}

/** Cases, people and a clock. */
export interface World {
  readonly shelf: Shelf;
  now(): Date;
  members(): ReadonlyMap<string, Member>;
  directory(): Directory;
  /** How many events of the case casework has not heard of yet. */
  unheard(caseId: string): number;
  /** When the resolve clock is due, as the sla of these tests counts it. */
  resolveDueAt(c: Case): Date | undefined;
  expiries(caseId: string): readonly Expiry[];
  perform(step: Step): Promise<Happened>;
}

const hourMs = 3_600_000;
const allowanceMs: Record<Priority, number> = { p1: 24 * hourMs, p2: 8 * hourMs, p3: 12 * hourMs, p4: 40 * hourMs };
const withoutClock: readonly CaseStateName[] = ['registered', 'linked', 'resolved', 'revisiting', 'closed'];

export function createWorld(start = new Date('2026-03-02T06:00:00Z')): World {
  const shelf = createShelf();
  const heard = new Map<string, number>();
  const expired = new Map<string, Expiry[]>();
  let members = new Map(everybody.map((one) => [one.id, one]));
  let directory = directoryOf(members);
  let now = start;
  let commands = 0;

  const resolveDueAt = (c: Case): Date | undefined => {
    if (!c.priority || withoutClock.includes(c.state)) return undefined;
    const paused = [...c.pauses, ...c.suspended].reduce((sum, { from, to = now }) => sum + +to - +from, 0);
    const allowed = allowanceMs[c.priority] / (c.cycle > 1 ? 2 : 1);
    const granted = c.extensions.filter(({ cycle, grantedUntil }) => cycle === c.cycle && grantedUntil).at(-1);
    return new Date(Math.max(+c.cycleStartedAt + allowed + paused, +(granted?.grantedUntil ?? 0)));
  };
  const noteExpiries = (): void => {
    for (const { id, state: c } of shelf.cases.values()) {
      const dueAt = resolveDueAt(c);
      const known = expired.get(id) ?? [];
      if (!dueAt || dueAt > now || known.some((one) => +one.dueAt === +dueAt)) continue;
      expired.set(id, [...known, { cycle: c.cycle, dueAt }]);
    }
  };

  const organisation = () => directory;
  const clock = () => now;
  const onNobodyAt = () => undefined;
  const deadlines = {
    resolveDueAt(caseId: string, cycle: number) {
      const c = shelf.cases.get(caseId)?.state;
      return Promise.resolve(c?.cycle === cycle ? resolveDueAt(c) : undefined);
    },
  };
  const execute = executeCommand({ cases: shelf, organisation, deadlines, clock, onNobodyAt });
  const tell = tellCases({ cases: shelf, organisation, clock });
  const follow = followLinks({ cases: shelf, tell, onMovedOn: () => undefined });
  const tick = actOnTimeLimits({ cases: shelf, organisation, clock, onNobodyAt });

  const deliver = async (caseId: string, from: number, count: number): Promise<void> => {
    const events = shelf.cases.get(caseId)?.published.slice(from, from + count) ?? [];
    await follow(events);
    heard.set(caseId, Math.max(heard.get(caseId) ?? 0, from + events.length));
  };

  /** A command, and once more the same: it must be answered as before and change nothing. */
  const give = async (step: Give): Promise<Pick<Happened, 'refused' | 'repeatedDiffers' | 'saved'>> => {
    const { caseId, as, cycle, command } = step;
    const request = { caseRef: caseId, commandId: `c-${++commands}`, cycle, command };
    const principal = principalOf(as, members);
    try {
      const answer = await execute(request, principal);
      const saved = shelf.takeSaved();
      const again = await execute(request, principal);
      const repeatedDiffers = shelf.takeSaved().length > 0 || JSON.stringify(again) !== JSON.stringify(answer);
      return { saved, repeatedDiffers };
    } catch (error) {
      // What is refused has a code; everything else is a fault.
      const known = isParklineError(error) ? error.code : undefined;
      if (known === undefined) throw error;
      return { refused: known, saved: shelf.takeSaved() };
    }
  };

  return {
    shelf,
    now: () => now,
    members: () => members,
    directory: organisation,
    unheard: (caseId) => (shelf.cases.get(caseId)?.published.length ?? 0) - (heard.get(caseId) ?? 0),
    resolveDueAt,
    expiries: (caseId) => expired.get(caseId) ?? [],
    async perform(step) {
      const happened: Happened = { step, at: now, saved: [] };
      switch (step.do) {
        case 'open':
          shelf.open({ type: 'CaseOpened', at: now, complaint: { ...step.complaint, receivedAt: now } });
          break;
        case 'pass':
          now = new Date(now.getTime() + step.ms);
          noteExpiries();
          break;
        case 'tick':
          await tick();
          break;
        case 'deliver':
          await deliver(step.caseId, heard.get(step.caseId) ?? 0, step.count);
          break;
        case 'redeliver': {
          const already = heard.get(step.caseId) ?? 0;
          const from = Math.max(0, already - step.count);
          await deliver(step.caseId, from, already - from);
          break;
        }
        case 'staff':
          members = new Map([...members, [step.member.id, step.member]]);
          directory = directoryOf(members);
          break;
        case 'give':
          Object.assign(happened, await give(step));
          break;
      }
      happened.saved.push(...shelf.takeSaved());
      return happened;
    },
  };
}
