/** Messages to the complainant, by e-mail. */
export const complainantTemplates = [
  'acknowledgement',
  'question',
  'reply',
  'solution',
  'reopened',
  'declined',
  'closed',
  'new-date',
  'relief',
  'suspended',
  'joined',
] as const;

/** Messages to staff, in the app and, where it is configured, by e-mail. */
export const staffTemplates = [
  'dispatched-to-you',
  'dispatched-to-unit',
  'reopened-to-you',
  'clock-warning',
  'escalated',
  'complainant-answered',
  'pressing-case',
  'case-withdrawn',
  'pause-used-up',
  'rated',
  'third-no',
  'decision-asked',
  'decision-made',
  'handover-offered',
  'handover-refused',
  'task-added',
  'task-completed',
  'expert-asked',
  'opinion-given',
  'supervision',
  'supervision-answered',
  'improvement-planned',
] as const;

export const templates = [...complainantTemplates, ...staffTemplates];
export type Template = (typeof templates)[number];

export type Means = 'email' | 'in_app';

/** The value of the recipient field of a message to the complainant; anything else is a staff id. */
export const complainant = 'complainant';

/** A message that is to reach somebody. It holds no address: that is asked for when it is sent. */
export interface Message {
  eventId: string;
  template: Template;
  means: Means;
  /** `complainant` or a staff id. */
  recipient: string;
  caseId: string;
  number: string;
  groupId: string;
  parkCode: string;
  at: Date;
  /** What the template shows. */
  data: Readonly<Record<string, string | number>>;
}

/** What makes a message the same one again: its event, its template, its recipient and the means. */
export function messageKey({ eventId, template, recipient, means }: Message): string {
  return [eventId, template, recipient, means].join('|');
}
