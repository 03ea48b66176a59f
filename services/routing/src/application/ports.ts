import type { ReceivedEvent } from '@parkline/messaging';
import type { Need, RoutedCase, SeenCase, TriageDecided } from '../domain/routed-case';
import type { Roster } from '../domain/roster';
import type { Kind } from '../domain/words';

/** An event of casework, as triage reads it. */
export interface CaseEvent {
  /** ce_id */
  id: string;
  received: ReceivedEvent;
  seen: SeenCase;
  /** Set for the event that opened the case. */
  opened?: { description: string; hint: string; kind: Kind };
  /** Whether it is the event that took the case off its master. */
  unlinked?: boolean;
}

/** The cases as routing knows them. */
export interface RoutedCases {
  /**
   * Takes a batch of events in: each changes its case as `observe` says; `decide` is asked for what the case needs, may
   * be asked again for the same event, and then must answer the same. It is shown the case with the event taken in.
   */
  takeIn(
    events: readonly CaseEvent[],
    decide: (need: Exclude<Need, undefined>, event: CaseEvent, known: RoutedCase) => TriageDecided,
    at: Date,
  ): Promise<void>;
  /** Open cases by handler. */
  openLoads(handlerIds: readonly string[]): Promise<Map<string, number>>;
  /** Cases received since then, of these persons or at these places; not more than some hundreds. */
  recent(keys: { complainantRefs: string[]; placeKeys: string[]; since: Date }): Promise<RecentCase[]>;
}

export type RecentCase = Pick<RoutedCase, 'complainantRef' | 'placeKey' | 'category'> & { id: string };

/** The directory as far as it has been heard. */
export interface Directory {
  roster(): Roster;
  /** False while it is being heard for the first time: parts of it are still to come. */
  complete(): boolean;
}

/** casework, as far as routing asks it. */
export interface Casework {
  /** Gives an opened case to a unit and a person. Settled quietly where the case has moved on. */
  dispatch(decision: SentDecision): Promise<void>;
  /** Adds a person to a case that only a unit has. Settled quietly where the case has moved on. */
  addPerson(decision: SentDecision): Promise<void>;
}

/** A decision of ours as our own event brings it back. */
export interface SentDecision {
  /** ce_id of the event, from which the command's id is made. */
  eventId: string;
  caseId: string;
  cycle: number;
  unitId: string;
  handlerId: string;
  category: string;
  severity: string;
  urgency: string;
  priority: string;
  reasons: string[];
  flagged: boolean;
  addsPerson: boolean;
}
