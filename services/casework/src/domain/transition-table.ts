import { type Actor, is } from './actor';
import type { Case } from './case';
import { type CommandName, commandNames } from './commands';
import { accused, asIfNotAccused } from './impartiality';
import { forbidden, movedOn, refused } from './rejection';
import { transitions } from './topics';
import type { Transition } from './transition';
import { caseStates } from './words';

/**
 * The row by which the actor may give the command now.
 * @throws Rejection forbidden (never for this caller) or refused (not in this state; `moved_on` for a service;
 *   `not_impartial` for whom the complaint is about)
 */
export function transitionFor(command: CommandName, c: Case, actor: Actor, at: Date): Transition {
  const rows = rowsOf(command, c, actor);
  if (rows.length === 0) {
    const unaccused = asIfNotAccused(c, actor);
    if (unaccused && rowsOf(command, unaccused, actor).length > 0) throw accused();
    throw forbidden('not_yours', `You may not give the command ${command} on this case.`);
  }
  const here = rows.filter((row) => row.from.includes(c.state));
  if (here.length === 0) {
    const message = `The command ${command} is not possible while the case is ${c.state}.`;
    throw actor.kind === 'service' ? movedOn(message) : refused('not_in_this_state', message);
  }
  const open = here.find((row) => row.guard?.(c, at, actor) === undefined);
  if (open) return open;
  throw here[0]!.guard!(c, at, actor)!;
}

/** The commands that the actor could give now, by their names. */
export function allowedCommands(c: Case, actor: Actor, at: Date): CommandName[] {
  return commandNames.filter((command) =>
    rowsOf(command, c, actor).some((row) => row.from.includes(c.state) && row.guard?.(c, at, actor) === undefined),
  );
}

function rowsOf(command: CommandName, c: Case, actor: Actor): Transition[] {
  return transitions.filter((row) => row.command === command && row.who.some((party) => is(actor, party, c)));
}

/** The state machine as a picture: an arrow for each way from one state to another, with its commands. */
function stateDiagram(): string[] {
  const arrows = new Map<string, Set<string>>();
  for (const { command, from, to } of transitions) {
    if (to === 'unchanged') continue;
    for (const state of from) {
      const arrow = `${state} --> ${to}`;
      arrows.set(arrow, (arrows.get(arrow) ?? new Set()).add(command));
    }
  }
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> registered',
    ...[...arrows].map(([arrow, commands]) => `  ${arrow}: ${[...commands].join(', ')}`),
    '  closed --> [*]',
    '```',
  ];
}

/** The table as the page docs/case-states.md shows it. */
export function transitionTableAsMarkdown(): string {
  const rows = transitions.map((row) => {
    const from = row.from.length === caseStates.length ? 'any state' : row.from.join(', ');
    return `| ${[row.command, from, row.to, row.who.join(', '), row.condition ?? ''].join(' | ')} |`;
  });
  return [
    '# The states of a case',
    '',
    'Made from `services/casework/src/domain/transition-table.ts`; a test compares them.',
    'Who is not named in a row gets Forbidden, a state that is not named Refused. Auditors and integration clients only read;',
    'headquarters counts as dispatch desk. Whom the complaint is about is `accused`, and beside it no more than the owner of an',
    'improvement: he gets Refused with `not_impartial` where he would have had his say otherwise. A service whose command was decided in another cycle or state is Refused with `moved_on`.',
    '',
    ...stateDiagram(),
    '',
    '| command | from | to | who | and |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
