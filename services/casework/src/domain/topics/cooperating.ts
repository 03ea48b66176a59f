import type { Topic } from '../topic';

type Commands = 'add-task' | 'complete-task' | 'cancel-task' | 'ask-expert' | 'give-opinion';
type Events = 'TaskAdded' | 'TaskCompleted' | 'TaskCancelled' | 'ExpertAsked' | 'OpinionGiven';

/** Several units and experts on one case. */
export const cooperating: Topic<Commands, Events> = { transitions: [], decisions: {}, evolutions: {}, lines: {} };
