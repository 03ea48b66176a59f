import { attempted, claimed, newDelivery, waitAfter, type Delivery } from '../src/domain/delivery';
import { messagesFor } from '../src/domain/messages-for';
import { directory, head } from './occurrences';

const now = new Date('2026-03-02T01:00:00Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
const policy = { maxAttempts: 3, firstWaitMs: 1_000, longestWaitMs: 3_000 };
const [message] = messagesFor({ ...head, type: 'registered', hasEmail: true }, { directory, staffByEmail: false });
const fresh = newDelivery(message!, { id: 'd1', messageId: '<d1@parkline.local>' }, now);
const sending = claimed(fresh, now, 60_000);
const failed = { type: 'failed' as const, reason: 'ECONNREFUSED', uncertain: false };

describe('a delivery', () => {
  it('is due at once', () => expect(fresh).toMatchObject({ status: 'pending', attempts: 0, dueAt: now }));

  it('is claimed for a time', () => {
    expect(sending).toMatchObject({ status: 'sending', attempts: 1, dueAt: later(60_000), maybeTwice: false });
  });

  it('may come twice when its sender was killed while sending', () => {
    expect(claimed(sending, later(60_001), 60_000)).toMatchObject({ attempts: 2, maybeTwice: true });
  });

  it('keeps that mark when it is sent', () => {
    const again = claimed(sending, later(60_001), 60_000);
    expect(attempted(again, { type: 'sent' }, now, policy)).toMatchObject({ status: 'sent', maybeTwice: true });
  });

  it('is tried again after a failure, each time later', () => {
    const once = attempted(sending, failed, now, policy);
    expect(once).toMatchObject({ status: 'pending', dueAt: later(1_000), reason: 'ECONNREFUSED', maybeTwice: false });
    const twice = attempted(claimed(once, now, 60_000), failed, now, policy);
    expect(twice).toMatchObject({ status: 'pending', dueAt: later(2_000) });
  });

  it('has failed after the last try', () => {
    const last: Delivery = { ...sending, attempts: 3 };
    const ended = attempted(last, failed, now, policy);
    expect(ended).toMatchObject({ status: 'failed', endedAt: now });
    expect(ended.dueAt).toBeUndefined();
  });

  it('may come twice when a try ended without an answer', () => {
    expect(attempted(sending, { ...failed, uncertain: true }, now, policy).maybeTwice).toBe(true);
  });

  it('counts no try where a neighbour was away', () => {
    const postponed = attempted(sending, { type: 'postponed', reason: 'x' }, now, policy);
    expect(postponed).toMatchObject({ status: 'pending', attempts: 0, maybeTwice: false });
  });

  it.each([
    ['skipped', 'skipped'],
    ['refused', 'failed'],
  ] as const)('ends when it is %s', (type, status) => {
    expect(attempted(sending, { type, reason: 'no_email' }, now, policy)).toMatchObject({ status, reason: 'no_email' });
  });

  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 3_000],
    [4, 3_000],
    [1_000, 3_000],
  ])('waits after %d tries %d ms', (tries, ms) => {
    expect(waitAfter(tries, policy)).toBe(ms);
  });
});
