import type { Topic } from '../topic';

type Commands =
  | 'supervise'
  | 'answer-supervision'
  | 'criticise'
  | 'lift-supervision'
  | 'plan-improvement'
  | 'complete-improvement'
  | 'check-effect';
type Events =
  | 'SupervisionStarted'
  | 'SupervisionAnswered'
  | 'CriticismGiven'
  | 'SupervisionLifted'
  | 'ImprovementPlanned'
  | 'ImprovementCompleted'
  | 'EffectChecked';

/** Supervision, and what is improved afterwards. */
export const supervising: Topic<Commands, Events> = { transitions: [], decisions: {}, evolutions: {}, lines: {} };
