import type { Message } from './message';

/** pending: to be sent; sending: a sender has claimed it; the others are final. */
export type DeliveryStatus = 'pending' | 'sending' | 'sent' | 'failed' | 'skipped';

/** An e-mail on its way, without the address. */
export interface Delivery extends Message {
  id: string;
  /** The Message-ID: the same at every try, so that a mail program recognises a second copy. */
  messageId: string;
  status: DeliveryStatus;
  attempts: number;
  /** When a sender must look at it: the next try, or the end of the claim. Unset when final. */
  dueAt?: Date;
  /** A try may have got through unnoticed before: the person may have two copies. */
  maybeTwice: boolean;
  reason?: string;
  /** When it became final. */
  endedAt?: Date;
}

export interface RetryPolicy {
  maxAttempts: number;
  firstWaitMs: number;
  longestWaitMs: number;
}

/** What became of one try. */
export type AttemptResult =
  | { type: 'sent' }
  /** There is nobody to send it to. */
  | { type: 'skipped'; reason: string }
  /** No further try can help. */
  | { type: 'refused'; reason: string }
  /** Worth another try; `uncertain` where the mail may have got through all the same. */
  | { type: 'failed'; reason: string; uncertain: boolean }
  /** Not tried at all, as a neighbour is away or the claim was running out: counts as no try. */
  | { type: 'postponed'; reason: string };

/** A new delivery. @param dueAt when it is to be sent: now, or after quiet hours */
export function newDelivery(message: Message, ids: { id: string; messageId: string }, dueAt: Date): Delivery {
  return { ...message, ...ids, status: 'pending', attempts: 0, dueAt, maybeTwice: false };
}

/**
 * Claims a due delivery until `claimMs` from now. One that another sender had claimed and not ended was being sent when
 * that one died: whether it got through is not known.
 */
export function claimed(delivery: Delivery, now: Date, claimMs: number): Delivery {
  return {
    ...delivery,
    status: 'sending',
    attempts: delivery.attempts + 1,
    dueAt: new Date(now.getTime() + claimMs),
    maybeTwice: delivery.maybeTwice || delivery.status === 'sending',
  };
}

/** The delivery after a try. */
export function attempted(delivery: Delivery, result: AttemptResult, now: Date, policy: RetryPolicy): Delivery {
  const { dueAt: _, reason: __, ...rest } = delivery;
  switch (result.type) {
    case 'sent':
      return { ...rest, status: 'sent', endedAt: now };
    case 'skipped':
      return { ...rest, status: 'skipped', endedAt: now, reason: result.reason };
    case 'refused':
      return { ...rest, status: 'failed', endedAt: now, reason: result.reason };
    case 'postponed':
      return {
        ...rest,
        status: 'pending',
        attempts: delivery.attempts - 1,
        dueAt: new Date(now.getTime() + policy.firstWaitMs),
        reason: result.reason,
      };
    case 'failed': {
      const maybeTwice = delivery.maybeTwice || result.uncertain;
      if (delivery.attempts >= policy.maxAttempts) {
        return { ...rest, maybeTwice, status: 'failed', endedAt: now, reason: result.reason };
      }
      const dueAt = new Date(now.getTime() + waitAfter(delivery.attempts, policy));
      return { ...rest, maybeTwice, status: 'pending', dueAt, reason: result.reason };
    }
  }
}

/** How long to wait after so many tries, in milliseconds: twice as long each time. */
export function waitAfter(attempts: number, { firstWaitMs, longestWaitMs }: RetryPolicy): number {
  return Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, Math.min(attempts, 40) - 1));
}
