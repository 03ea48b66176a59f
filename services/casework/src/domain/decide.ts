import type { Case } from './case';
import type { Command, CommandName } from './commands';
import { consequencesOf } from './consequences';
import type { CaseEvent } from './events';
import { invalid, movedOn } from './rejection';
import type { Circumstances, Decision } from './topic';
import { decisions } from './topics';
import { transitionFor } from './transition-table';

export type { Circumstances } from './topic';

/**
 * What a command does to a case: the events, with what casework itself adds to them, or why not. Pure.
 *
 * The order of the checks: is it still the cycle that a service decided in, may this caller ever give the command, does
 * the state allow it, is the command well formed.
 * @throws Rejection
 */
export function decide(c: Case, command: Command, now: Circumstances): CaseEvent[] {
  const decision = decisions[command.type] as Decision<CommandName>;
  if (now.cycle !== undefined && now.cycle !== c.cycle) {
    throw movedOn(`The case is in cycle ${c.cycle}, the command ${command.type} was decided in cycle ${now.cycle}.`);
  }
  if (now.actor.kind === 'service' && now.cycle === undefined) {
    throw invalid('cycle_missing', 'A service names the cycle that it decided in.', 'cycle');
  }
  transitionFor(command.type, c, now.actor, now.at);
  const events = [decision(c, command, now)].flat();
  return [...events, ...consequencesOf(c, events, now)];
}
