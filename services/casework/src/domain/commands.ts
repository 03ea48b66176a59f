import type { Grade } from './events';
import type {
  EscalationStep,
  ExpertField,
  ImpactLevel,
  LinkKind,
  Outcome,
  Priority,
  RemedyKind,
  ReturnReason,
  RootCause,
  Severity,
  SupervisionReason,
  SuspensionReason,
  Urgency,
} from './words';

/** The way of a case from dispatch to closing. */
type HandlingCommand =
  | {
      type: 'dispatch';
      unitId?: string;
      handlerId?: string;
      category?: string;
      severity?: Severity;
      urgency?: Urgency;
      /** Only a service's counts: people give severity and urgency. */
      priority?: Priority;
      reasons: string[];
      flag: boolean;
    }
  | { type: 'redispatch'; unitId?: string; handlerId?: string; reason: string }
  | { type: 'sign' }
  | { type: 'log-contact'; means: string; note: string }
  | { type: 'start' }
  | { type: 'add-note'; text: string; sealed?: boolean }
  | { type: 'reply'; text: string }
  | { type: 'answer'; text: string }
  | { type: 'wait-for-complainant'; question: string }
  | { type: 'resume'; note: string }
  | { type: 'regrade'; category?: string; severity?: Severity; urgency?: Urgency; reason: string }
  | { type: 'resolve'; rootCause?: RootCause; answer: string }
  | { type: 'start-revisit' }
  | { type: 'close'; outcome?: Outcome; note: string }
  | { type: 'reopen'; reason: string }
  | { type: 'decline'; reason: string; referTo: string }
  | { type: 'withdraw'; reason: string }
  | {
      type: 'escalate';
      step: EscalationStep;
      clock: string;
      deadlineNumber: number;
      /** The deadline that was passed. */
      dueAt?: Date;
    };

/** Giving a case back or on to somebody else. */
type HandingOnCommand =
  | { type: 'request-return'; reason?: ReturnReason; proposedUnitId: string; note: string; evidence: string[] }
  | { type: 'decide-return'; granted: boolean; unitId?: string; handlerId?: string; note: string }
  | { type: 'transfer'; handlerId: string; reason: string }
  | { type: 'take-back'; reason: string }
  | { type: 'hand-over'; toHandlerId: string; note: string }
  | { type: 'accept-handover' }
  | { type: 'refuse-handover'; reason: string }
  | { type: 'name-accused'; staffIds: string[]; reason: string };

/** More time, and times that do not count. */
type TimeCommand =
  | { type: 'request-extension'; until?: Date; reason: string }
  | { type: 'decide-extension'; extensionId: string; granted: boolean; until?: Date; note: string }
  | { type: 'request-suspension'; reason?: SuspensionReason; reviewAt?: Date; note: string }
  | { type: 'decide-suspension'; suspensionId: string; granted: boolean; reviewAt?: Date; note: string }
  | { type: 'suspend'; reason?: SuspensionReason; reviewAt?: Date; note: string };

/** Finding out, and settling it. */
type SolvingCommand =
  | {
      type: 'record-investigation';
      visitedAt?: Date;
      findings: string;
      evidence: string[];
      cause?: RootCause;
      causeConfirmed: boolean;
    }
  | { type: 'tick-step'; stepId: string; done: boolean; note: string }
  | {
      type: 'assess-impact';
      peopleAffected: number;
      safety?: ImpactLevel;
      reputation?: ImpactLevel;
      contractRenewal?: ImpactLevel;
      note: string;
    }
  | { type: 'propose-solution'; text: string; promisedBy?: Date }
  | { type: 'decide-solution'; solutionId: string; granted: boolean; note: string }
  | { type: 'record-relief'; text: string }
  | { type: 'offer-remedy'; kind?: RemedyKind; amount: number; currency: string; note: string }
  | { type: 'decide-remedy'; remedyId: string; granted: boolean; note: string };

/** Several units and experts on one case. */
type CooperationCommand =
  | { type: 'add-task'; unitId: string; text: string }
  | { type: 'complete-task'; taskId: string; note: string }
  | { type: 'cancel-task'; taskId: string; reason: string }
  | { type: 'ask-expert'; field?: ExpertField; question: string }
  | { type: 'give-opinion'; consultationId: string; text: string };

/** Watching that it gets better. */
type SupervisionCommand =
  | { type: 'supervise'; reason?: SupervisionReason; note: string }
  | { type: 'answer-supervision'; supervisionId: string; text: string }
  | { type: 'criticise'; supervisionId: string; note: string }
  | { type: 'lift-supervision'; supervisionId: string; note: string }
  | { type: 'plan-improvement'; text: string; ownerId: string; dueOn: string }
  | { type: 'complete-improvement'; improvementId: string; note: string }
  | { type: 'check-effect'; improvementId: string; effective: boolean; note: string };

/**
 * Master and linked cases. `link` and `unlink` are asked of the linked case; casework then tells the master, and tells
 * the linked cases what happens to their master, by commands of its own.
 */
type LinkCommand =
  | { type: 'link'; master: string; as?: LinkKind }
  | { type: 'unlink'; reason: string }
  | { type: 'reply-to-all'; text: string }
  | {
      type: 'add-linked';
      id: string;
      number: string;
      as: LinkKind;
      priority?: Priority;
      severity?: Severity;
      receivedAt: Date;
    }
  | { type: 'remove-linked'; id: string }
  | { type: 'hear-linked'; id: string; number: string; text: string }
  | {
      type: 'resolve-linked';
      rootCause: RootCause;
      answer: string;
      unitId: string;
      handlerId?: string;
      /** The master's, for a case that was linked before it was graded. */
      grade?: Grade;
    };

/** What may be asked of a case, by the kebab-case names of the API. */
export type Command =
  | HandlingCommand
  | HandingOnCommand
  | TimeCommand
  | SolvingCommand
  | CooperationCommand
  | SupervisionCommand
  | LinkCommand;

export type CommandName = Command['type'];
export type CommandOf<N extends CommandName> = Extract<Command, { type: N }>;

export const commandNames = [
  'dispatch',
  'redispatch',
  'sign',
  'log-contact',
  'start',
  'add-note',
  'reply',
  'answer',
  'wait-for-complainant',
  'resume',
  'regrade',
  'resolve',
  'start-revisit',
  'close',
  'reopen',
  'decline',
  'withdraw',
  'escalate',
  'request-return',
  'decide-return',
  'transfer',
  'take-back',
  'hand-over',
  'accept-handover',
  'refuse-handover',
  'name-accused',
  'request-extension',
  'decide-extension',
  'request-suspension',
  'decide-suspension',
  'suspend',
  'record-investigation',
  'tick-step',
  'assess-impact',
  'propose-solution',
  'decide-solution',
  'record-relief',
  'offer-remedy',
  'decide-remedy',
  'add-task',
  'complete-task',
  'cancel-task',
  'ask-expert',
  'give-opinion',
  'supervise',
  'answer-supervision',
  'criticise',
  'lift-supervision',
  'plan-improvement',
  'complete-improvement',
  'check-effect',
  'link',
  'unlink',
  'reply-to-all',
  'add-linked',
  'remove-linked',
  'hear-linked',
  'resolve-linked',
] as const satisfies readonly CommandName[];
