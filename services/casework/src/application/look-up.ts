import type { Principal } from '@parkline/auth';
import type { Loaded } from '@parkline/mongo';
import { type Actor, allowedCommands, type Case, type Circumstances, type Command } from '../domain';
import type { Cases, Deadlines } from './ports';
import { maySee, referenceOf } from './visible-case';

/** What some commands must know beside the case. */
export type Known = Pick<Circumstances, 'resolveDueAt' | 'master'>;

/**
 * Looks up what the command must know beside the case, before it is decided: for more time the present deadline of the
 * resolve clock, for a link the master. Nothing for all others, for a command that was carried out before, and for one
 * that is refused anyway.
 * @throws Unavailable if sla does not answer
 */
export async function lookUp(
  { caseRef, commandId, command }: { caseRef: string; commandId: string; command: Command },
  { principal, actor, at }: { principal: Principal; actor: Actor; at: Date },
  { cases, deadlines }: { cases: Pick<Cases, 'load' | 'findBy'>; deadlines: Deadlines },
): Promise<Known> {
  if (command.type === 'link') return { master: await visibleCase(cases, command.master, principal) };
  if (command.type !== 'request-extension' && command.type !== 'decide-extension') return {};
  const loaded = await loadBy(cases, caseRef);
  if (!loaded?.state || !maySee(principal, loaded.state)) return {};
  if (loaded.commands.some(({ id }) => id === commandId)) return {};
  const c = loaded.state;
  if (!allowedCommands(c, actor, at).includes(command.type)) return {};
  return { resolveDueAt: await deadlines.resolveDueAt(c.id, c.cycle) };
}

async function visibleCase(
  cases: Pick<Cases, 'load' | 'findBy'>,
  caseRef: string,
  principal: Principal,
): Promise<Case | undefined> {
  const state = (await loadBy(cases, caseRef))?.state;
  return state && maySee(principal, state) ? state : undefined;
}

function loadBy(cases: Pick<Cases, 'load' | 'findBy'>, caseRef: string): Promise<Loaded<Case> | undefined> {
  const reference = referenceOf(caseRef);
  return 'id' in reference ? cases.load(reference.id) : cases.findBy(reference.find);
}
