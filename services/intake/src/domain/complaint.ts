/** The words of docs/domain-words.md that a complaint uses. */
export const kinds = ['complaint', 'repair', 'suggestion', 'enquiry', 'praise'] as const;
export type Kind = (typeof kinds)[number];

export const channels = [
  'phone',
  'wechat',
  'app',
  'web',
  'email',
  'walk_in',
  'bulletin',
  'patrol',
  'import',
  'open311',
  'api',
] as const;
export type Channel = (typeof channels)[number];
/** What somebody may use who has not signed in. */
export const publicChannels: readonly Channel[] = ['web', 'app', 'wechat', 'bulletin'];

export type Identity = 'named' | 'confidential' | 'anonymous';
export type ComplainantType = 'owner' | 'tenant' | 'company' | 'visitor';
export type Locale = 'zh' | 'en';

export const contactFields = ['name', 'phone', 'email', 'preferredChannel'] as const;
export type ContactField = (typeof contactFields)[number];
/** How to reach the person, in clear. Never stored and never logged like this. */
export type Contact = Partial<Record<ContactField, string>>;
/** The same, every field encrypted by itself. */
export type SealedContact = Partial<Record<ContactField, string>>;

/** A complaint as it came in. It never changes afterwards. */
export interface Complaint {
  number: string;
  groupId: string;
  parkCode: string;
  channel: Channel;
  kind: Kind;
  identity: Identity;
  complainantType?: ComplainantType;
  description: string;
  place?: string;
  categoryHint?: string;
  /** When it happened, as the person says. */
  occurredAt?: Date;
  /** The server's time: the clocks run from here. */
  receivedAt: Date;
  /** Staff id of who filed it for someone else. */
  filedBy?: string;
  locale: Locale;
  contact?: SealedContact;
  /** The same for the same person within a group, telling nothing about him. */
  complainantRef?: string;
  /** Keyed hashes of name and phone number, by which staff find the case; only of a named person. */
  searchTokens?: string[];
  /** Keyed hash of the tracking code; the code itself is stored nowhere. */
  codeHash: string;
  /** Keyed hash of the body as it was sent: tells a repeated request from a reused key. */
  fingerprint: string;
}

export interface ComplaintRegistered {
  type: 'ComplaintRegistered';
  complaint: Complaint;
}

/** The only event of a complaint so far. */
export type IntakeEvent = ComplaintRegistered;

/** Folds an event into the state. */
export function evolve(_state: Complaint | undefined, event: IntakeEvent): Complaint {
  return event.complaint;
}

/** Whether the person can be reached at all. Without it, the first staff reply stops the first-contact clock. */
export function hasContact(complaint: Complaint): boolean {
  return complaint.contact?.phone !== undefined || complaint.contact?.email !== undefined;
}
