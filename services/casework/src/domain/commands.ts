import type { EscalationStep, Outcome, Priority, RootCause, Severity, Urgency } from './words';

/** What may be asked of a case, by the kebab-case names of the API. */
export type Command =
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
  | { type: 'add-note'; text: string }
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
  | { type: 'escalate'; step: EscalationStep; clock: string; deadlineNumber: number };

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
] as const satisfies readonly CommandName[];
