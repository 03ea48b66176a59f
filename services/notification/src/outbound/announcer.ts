import type { EventBus, OutgoingEvent } from '@parkline/messaging';
import { notification, topics } from '@parkline/proto';
import type { Announcement } from '../application/announce';
import { complainant } from '../domain/message';

/** Every message comes to one end only, so its event is always the first one of its delivery. */
const seq = 1;

/** Tells the world of messages that reached their end, in one batch. */
export function createAnnouncer(bus: EventBus): (announcements: readonly Announcement[]) => Promise<void> {
  return (announcements) => bus.publish(topics.notification, announcements.map(toEvent));
}

function toEvent(announcement: Announcement): OutgoingEvent {
  const { id, at, caseId, number, groupId, parkCode, recipient, template, means, outcome } = announcement;
  const event = notification.NotificationEvent.create({
    seq,
    occurredAt: at,
    deliveryId: id,
    caseId,
    number,
    groupId,
    parkCode,
    staffId: recipient === complainant ? '' : recipient,
    template,
    means,
    change:
      outcome.type === 'delivered'
        ? { $case: 'delivered', value: {} }
        : { $case: 'failed', value: { reason: outcome.reason, attempts: outcome.attempts } },
  });
  return {
    id: `notification/${id}/${seq}`,
    type: outcome.type === 'delivered' ? 'NotificationDelivered' : 'NotificationFailed',
    source: 'notification',
    subject: id,
    key: id,
    seq,
    time: at,
    payload: notification.NotificationEvent.encode(event).finish(),
  };
}
