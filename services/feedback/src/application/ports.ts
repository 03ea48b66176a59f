import type { Repository } from '@parkline/mongo';
import type { CaseSnapshot } from '../domain/open-revisit';
import type { FeedbackEvent, RevisitFile } from '../domain/revisits';

/** The revisit files of all cases, by case id. */
export type RevisitFiles = Repository<RevisitFile, FeedbackEvent>;

export type CaseCommand =
  | { type: 'StartRevisit' }
  | { type: 'Close'; outcome: 'resolved' | 'resolved_partly'; note: string }
  | { type: 'Reopen'; reason: string };

/** What follows in the case from an event of feedback. */
export interface FollowUp {
  /** ce_id of the event: asking again under it changes nothing. */
  eventId: string;
  caseId: string;
  /** The cycle it was decided in. */
  cycle: number;
  command: CaseCommand;
}

/** What feedback asks of casework. */
export interface Casework {
  /** The case as it is now, or undefined where there is none. */
  findCase(caseId: string): Promise<CaseSnapshot | undefined>;
  /** Settled also where the case has moved on. */
  carryOut(followUp: FollowUp): Promise<void>;
}
