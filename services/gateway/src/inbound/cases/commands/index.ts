import { cooperatingCommands } from './cooperating';
import { handingOnCommands } from './handing-on';
import { handlingCommands } from './handling';
import { solvingCommands } from './solving';
import { supervisingCommands } from './supervising';
import { timeCommands } from './time';

export type { CaseCommand } from './command';

/** What people can ask of a case, by the names in the path. Whether they may, and now, is casework's to say. */
export const caseCommands = {
  ...handlingCommands,
  ...handingOnCommands,
  ...timeCommands,
  ...solvingCommands,
  ...cooperatingCommands,
  ...supervisingCommands,
};
