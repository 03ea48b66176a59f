/** Where and when something happened that somebody should hear of. */
export interface OccurrenceHead {
  /** ce_id of the event: messages are keyed by it, so that a repeated event sends nothing again. */
  eventId: string;
  caseId: string;
  number: string;
  groupId: string;
  parkCode: string;
  at: Date;
}

/** The case as its event showed it. */
export interface CaseSnapshot {
  hasContact: boolean;
  unitId: string;
  /** Empty while only a unit is named. */
  handlerId: string;
  category: string;
  /** p1 to p4, or empty. */
  priority: string;
  severity: string;
  place: string;
  answer: string;
  outcome: string;
  /** Staff whom the complaint is about. */
  accusedIds: readonly string[];
}

/** What a decision is about. */
export type DecisionMatter = 'return' | 'arbitration' | 'extension' | 'suspension' | 'solution' | 'remedy';

/** Things on a case that are not its states. */
export type OfficeMatter =
  /** `until` is the time that would become the new one. */
  | { change: 'decision_asked'; what: DecisionMatter; text: string; until?: Date }
  | { change: 'decision_made'; what: DecisionMatter; granted: 'yes' | 'no' | 'lapsed'; text: string; until?: Date }
  /** The time to decide is over: these may decide now too. */
  | { change: 'decision_overdue'; what: DecisionMatter; deputyIds: readonly string[] }
  | { change: 'suspended'; until?: Date }
  | { change: 'relieved'; text: string }
  | { change: 'linked' }
  | { change: 'handover_offered'; toHandlerId: string; text: string }
  | { change: 'handover_refused'; text: string }
  | { change: 'task_added'; unitId: string; text: string }
  | { change: 'task_completed' | 'opinion_given' | 'supervision_answered' }
  | { change: 'expert_asked'; field: string }
  | { change: 'supervised'; kind: 'urge' | 'criticism' | 'lifted'; text: string }
  | { change: 'improvement_planned'; ownerId: string; dueOn: string };

type CaseChange =
  | { change: 'dispatched' | 'answered' | 'resolved' | 'closed' | 'withdrawn' | 'reopened' }
  | { change: 'redispatched'; fromUnitId: string; fromHandlerId: string }
  | { change: 'regraded'; fromPriority: string }
  | { change: 'replied'; text: string }
  /** The question is empty in events from before it travelled with them. */
  | { change: 'awaited'; question: string }
  | { change: 'declined'; reason: string; referTo: string }
  | OfficeMatter
  | { change: 'escalated'; level: number; clock: string; step: number; watcherIds: readonly string[] };

/** What the world's events tell that messages follow from. */
export type Occurrence =
  | (OccurrenceHead & { type: 'registered'; hasEmail: boolean })
  | (OccurrenceHead & { type: 'case_changed'; case: CaseSnapshot; actorId: string } & CaseChange)
  | (OccurrenceHead & {
      type: 'clock_warned';
      clock: string;
      step: number;
      dueAt?: Date;
      unitId: string;
      handlerId: string;
      /** p1 to p4, or empty. */
      priority: string;
    })
  | (OccurrenceHead & { type: 'pause_used_up'; unitId: string; priority: string })
  | (OccurrenceHead & {
      type: 'rated';
      satisfaction: number;
      unitId: string;
      handlerId: string;
      /** The third no: an officer of headquarters decides and closes. */
      toHeadquarters: boolean;
    });

export type CaseOccurrence = Extract<Occurrence, { type: 'case_changed' }>;
