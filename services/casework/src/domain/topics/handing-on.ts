import type { Topic } from '../topic';

type Commands = 'transfer' | 'take-back' | 'hand-over' | 'accept-handover' | 'refuse-handover' | 'name-accused';
type Events =
  'CaseTransferred' | 'CaseTakenBack' | 'HandoverOffered' | 'HandoverAccepted' | 'HandoverRefused' | 'AccusedNamed';

/** From one person to another: transfer, take-back, handover at the end of a shift, and who may not have it at all. */
export const handingOn: Topic<Commands, Events> = { transitions: [], decisions: {}, evolutions: {}, lines: {} };
