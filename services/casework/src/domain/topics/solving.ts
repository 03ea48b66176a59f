import type { Topic } from '../topic';

type Commands = 'propose-solution' | 'decide-solution' | 'record-relief' | 'offer-remedy' | 'decide-remedy';
type Events =
  'SolutionProposed' | 'SolutionDecided' | 'ReliefRecorded' | 'RemedyOffered' | 'RemedyDecided' | 'ApprovalOverdue';

/** Solution, relief and remedy. */
export const solving: Topic<Commands, Events> = { transitions: [], decisions: {}, evolutions: {}, lines: {} };
