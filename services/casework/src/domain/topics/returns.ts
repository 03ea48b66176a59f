import type { Topic } from '../topic';

type Commands = 'request-return' | 'decide-return';
type Events = 'ReturnRequested' | 'ReturnSentToArbitration' | 'ReturnRefused' | 'ReturnAccepted';

/** Giving a case back, and who decides about it. */
export const returns: Topic<Commands, Events> = { transitions: [], decisions: {}, evolutions: {}, lines: {} };
