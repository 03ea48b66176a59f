import type { Interval } from './clock';
import type { ComplainantType, Priority } from './policy';

export type CaseState =
  | 'registered'
  | 'dispatched'
  | 'signed'
  | 'in_progress'
  | 'waiting_complainant'
  | 'suspended'
  | 'return_requested'
  | 'resolved'
  | 'revisiting'
  | 'linked'
  | 'closed';

/** A case that was linked to a master: its clocks would have started at its own receipt. */
export interface LinkedReceipt {
  readonly receivedAt: Date;
  readonly priority: Priority;
}

/** What a case event says of its case: the public state after it, so that a later event heals a missed one. */
export interface CaseSnapshot {
  readonly caseId: string;
  readonly number: string;
  readonly groupId: string;
  readonly parkCode: string;
  readonly state: CaseState;
  readonly cycle: number;
  readonly kind: string;
  readonly outcome?: string;
  readonly priority?: Priority;
  /** Empty until it was graded. */
  readonly category: string;
  readonly complainantType?: ComplainantType;
  readonly unitId: string;
  readonly handlerId: string;
  /** How often a dispatch has started a sign clock. */
  readonly dispatches: number;
  readonly hasContact: boolean;
  readonly receivedAt: Date;
  readonly stateSince: Date;
  readonly dispatchedAt?: Date;
  readonly signedAt?: Date;
  readonly firstContactAt?: Date;
  /** When relief was recorded in this cycle. */
  readonly reliefAt?: Date;
  readonly resolvedAt?: Date;
  readonly closedAt?: Date;
  readonly cycleStartedAt?: Date;
  /** Times in waiting_complainant in this cycle. */
  readonly pauses: readonly Interval[];
  /** Times in approved suspension in this cycle. */
  readonly suspensions: readonly Interval[];
  /** Extensions granted in this cycle, and the deadline of the newest. */
  readonly extensionsGranted: number;
  readonly extendedUntil?: Date;
  /** Of the event itself: a case was linked to this one. */
  readonly linkedAdded?: LinkedReceipt;
  /** When the event happened. */
  readonly occurredAt: Date;
}
