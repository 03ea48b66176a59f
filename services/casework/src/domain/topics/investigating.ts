import type { Topic } from '../topic';

type Commands = 'record-investigation' | 'tick-step' | 'assess-impact';
type Events = 'InvestigationRecorded' | 'StepTicked' | 'ImpactAssessed';

/** Finding out what happened, and the standard procedure. */
export const investigating: Topic<Commands, Events> = { transitions: [], decisions: {}, evolutions: {}, lines: {} };
