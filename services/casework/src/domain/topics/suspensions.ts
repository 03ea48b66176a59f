import type { Topic } from '../topic';

type Commands = 'request-suspension' | 'decide-suspension' | 'suspend';
type Events = 'SuspensionRequested' | 'CaseSuspended' | 'SuspensionRefused';

/** Times in which the work rests for a good reason. */
export const suspensions: Topic<Commands, Events> = { transitions: [], decisions: {}, evolutions: {}, lines: {} };
