import type { ReceivedEvent } from '@parkline/messaging';
import { casework, notification, sla, topics, word } from '@parkline/proto';
import type { LiveEvent } from '../../domain/event-ring';
import { iso, orNothing } from '../shapes/fields';
import { priorityOf } from '../shapes/words';

/** Topics whose events people may hear of. */
export const liveTopics = [topics.case, topics.sla, topics.notification];

/** What a client is told of an event: where to look, never a text. `undefined` for what is nobody's business. */
export function liveEventOf(received: ReceivedEvent): LiveEvent | undefined {
  switch (received.topic) {
    case topics.case:
      return caseEvent(received);
    case topics.sla:
      return clockEvent(received);
    case topics.notification:
      return notificationEvent(received);
    default:
      return undefined;
  }
}

function caseEvent({ type, payload }: ReceivedEvent): LiveEvent | undefined {
  const { case: c } = casework.CaseEvent.decode(payload);
  if (!c) return undefined;
  const { id, number, version, cycle, parkCode, groupId } = c;
  return {
    event: 'case',
    groupId,
    parkCode,
    data: {
      type,
      id,
      number,
      version,
      state: word(c.state),
      parkCode,
      unitId: orNothing(c.unitId),
      handlerId: orNothing(c.handlerId),
      priority: priorityOf(word(c.priority)),
      cycle,
    },
  };
}

function clockEvent({ type, payload }: ReceivedEvent): LiveEvent {
  const { caseId: id, number, groupId, parkCode, cycle, clock, change } = sla.SlaEvent.decode(payload);
  const step = change && 'step' in change.value ? change.value.step : undefined;
  return {
    event: 'clock',
    groupId,
    parkCode,
    data: { type, id, number, parkCode, clock: clock && word(clock.name), dueAt: iso(clock?.dueAt), step, cycle },
  };
}

function notificationEvent({ type, payload }: ReceivedEvent): LiveEvent {
  const { number, groupId, parkCode, staffId, template, means } = notification.NotificationEvent.decode(payload);
  return {
    event: 'notification',
    groupId,
    parkCode,
    ...(staffId === '' ? {} : { staffId }),
    data: { type, number: orNothing(number), parkCode: orNothing(parkCode), template, means },
  };
}
