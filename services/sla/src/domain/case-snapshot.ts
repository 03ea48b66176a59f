import type { Interval } from './clock';
import type { Priority } from './policy';

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
  readonly resolvedAt?: Date;
  readonly closedAt?: Date;
  readonly cycleStartedAt?: Date;
  /** Times in waiting_complainant in this cycle. */
  readonly pauses: readonly Interval[];
  /** When the event happened. */
  readonly occurredAt: Date;
}
