import type { CommandName } from '../commands';
import type { CaseEventOf, CaseEventType } from '../events';
import type { Case } from '../case';
import type { Decision, Line, Topic } from '../topic';
import type { Transition } from '../transition';
import { concluding } from './concluding';
import { cooperating } from './cooperating';
import { dispatching } from './dispatching';
import { extensions } from './extensions';
import { handingOn } from './handing-on';
import { handling } from './handling';
import { investigating } from './investigating';
import { linking } from './linking';
import { returns } from './returns';
import { solving } from './solving';
import { supervising } from './supervising';
import { suspensions } from './suspensions';

const all = [
  dispatching,
  handling,
  concluding,
  returns,
  handingOn,
  extensions,
  suspensions,
  investigating,
  solving,
  cooperating,
  supervising,
  linking,
] satisfies readonly Topic<never, never>[];

/** The state machine of domain.md as data: `decide` and `allowedCommands` read nothing else. */
export const transitions: readonly Transition[] = all.flatMap((topic) => topic.transitions);

/** What each command does. */
export const decisions: { readonly [N in CommandName]: Decision<N> } = {
  ...dispatching.decisions,
  ...handling.decisions,
  ...concluding.decisions,
  ...returns.decisions,
  ...handingOn.decisions,
  ...extensions.decisions,
  ...suspensions.decisions,
  ...investigating.decisions,
  ...solving.decisions,
  ...cooperating.decisions,
  ...supervising.decisions,
  ...linking.decisions,
};

type AfterOpening = Exclude<CaseEventType, 'CaseOpened'>;

/** What each event makes of a case. */
export const evolutions: { readonly [T in AfterOpening]: (c: Case, event: CaseEventOf<T>) => Case } = {
  ...dispatching.evolutions,
  ...handling.evolutions,
  ...concluding.evolutions,
  ...returns.evolutions,
  ...handingOn.evolutions,
  ...extensions.evolutions,
  ...suspensions.evolutions,
  ...investigating.evolutions,
  ...solving.evolutions,
  ...cooperating.evolutions,
  ...supervising.evolutions,
  ...linking.evolutions,
};

/** How each event stands in the timeline. */
export const lines: { readonly [T in AfterOpening]: Line<T> } = {
  ...dispatching.lines,
  ...handling.lines,
  ...concluding.lines,
  ...returns.lines,
  ...handingOn.lines,
  ...extensions.lines,
  ...suspensions.lines,
  ...investigating.lines,
  ...solving.lines,
  ...cooperating.lines,
  ...supervising.lines,
  ...linking.lines,
};
