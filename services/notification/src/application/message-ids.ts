import { createHash } from 'node:crypto';
import { messageKey, type Message } from '../domain/message';

export interface MessageIds {
  id: string;
  /** RFC 5322 Message-ID. */
  messageId: string;
}

/** The ids of a message: derived from its event, so that the same message has the same ones at every try. */
export function idsOf(message: Message): MessageIds {
  const id = createHash('sha256').update(messageKey(message)).digest('hex').slice(0, 32);
  return { id, messageId: `<${id}@parkline.local>` };
}
