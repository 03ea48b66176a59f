import { type CaseStateName, caseStates, type CommandName, commandNames, transitions } from '../../src/domain';

/** How often each command was carried out in each state. */
export interface Coverage {
  note(command: CommandName, state: CaseStateName): void;
  /** More for what was seldom carried out. */
  interestIn(command: CommandName, state: CaseStateName): number;
  /** How many of the commands were carried out at all. */
  commandsTried(): number;
  /** Commands and states of the transition table that never met. @param among the commands that are looked at */
  missing(among: readonly CommandName[]): string[];
  /** As a table: how often each command was accepted, by state. */
  table(): string;
}

export function createCoverage(): Coverage {
  const counts = new Map<string, number>();
  const count = (command: CommandName, state: CaseStateName) => counts.get(`${command} ${state}`) ?? 0;
  return {
    note: (command, state) => counts.set(`${command} ${state}`, count(command, state) + 1),
    interestIn: (command, state) => 1 / Math.sqrt(1 + count(command, state)),
    commandsTried: () =>
      commandNames.filter((command) => statesOf(command).some((state) => count(command, state) > 0)).length,
    missing: (among) =>
      among.flatMap((command) =>
        statesOf(command)
          .filter((state) => count(command, state) === 0)
          .map((state) => `${command} in ${state}`),
      ),
    table() {
      const short = caseStates.map((state) => state.slice(0, 10).padStart(10));
      const rows = commandNames.map((command) => {
        const possible = statesOf(command);
        const cells = caseStates.map((state) => (possible.includes(state) ? String(count(command, state)) : '-'));
        return [command.padEnd(22), ...cells.map((cell) => cell.padStart(10))].join(' ');
      });
      return [[''.padEnd(22), ...short].join(' '), ...rows].join('\n');
    },
  };
}

/** In which the table knows the command at all. */
function statesOf(command: CommandName): CaseStateName[] {
  const rows = transitions.filter((row) => row.command === command);
  return caseStates.filter((state) => rows.some(({ from }) => from.includes(state)));
}
