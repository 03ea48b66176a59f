import type { Message } from '../domain/message';

/** What the world is told of a message that reached its end. No address, no text. */
export interface Announcement extends Pick<
  Message,
  'caseId' | 'number' | 'groupId' | 'parkCode' | 'recipient' | 'template' | 'means'
> {
  id: string;
  at: Date;
  outcome: { type: 'delivered' } | { type: 'failed'; reason: string; attempts: number };
}
