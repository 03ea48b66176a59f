import type { AggregateType } from '@parkline/mongo';
import { common, enumOf, intake, topics } from '@parkline/proto';
import { evolve, hasContact, type Complaint, type IntakeEvent } from '../domain/complaint';

/** How complaints are stored and what goes out of them: nothing that says who the person is. */
export const complaintType: AggregateType<Complaint, IntakeEvent> = {
  name: 'complaints',
  topic: topics.intake,
  source: 'intake',
  evolve,
  encode(event, complaint, { id, seq, at }) {
    const registered = intake.ComplaintRegistered.create({
      complaintId: id,
      number: complaint.number,
      groupId: complaint.groupId,
      parkCode: complaint.parkCode,
      channel: enumOf(common.Channel, complaint.channel),
      kind: enumOf(common.Kind, complaint.kind),
      identity: enumOf(common.Identity, complaint.identity),
      complainantType: enumOf(common.ComplainantType, complaint.complainantType),
      description: complaint.description,
      place: complaint.place ?? '',
      categoryHint: complaint.categoryHint ?? '',
      occurredAt: complaint.occurredAt,
      receivedAt: complaint.receivedAt,
      hasContact: hasContact(complaint),
      hasEmail: complaint.contact?.email !== undefined,
      filedBy: complaint.filedBy ?? '',
      complainantRef: complaint.complainantRef ?? '',
      searchTokens: complaint.searchTokens ?? [],
    });
    const message = intake.IntakeEvent.create({
      seq,
      occurredAt: at,
      change: { $case: 'registered', value: registered },
    });
    return { type: event.type, payload: intake.IntakeEvent.encode(message).finish() };
  },
  indexes: [{ keys: { 'state.number': 1 }, unique: true }],
};
