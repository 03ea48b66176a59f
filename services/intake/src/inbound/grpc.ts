import type { Handlers } from '@parkline/grpc';
import { common, enumOf, intake, word } from '@parkline/proto';
import type { blindSearchTerms } from '../application/blind-search-terms';
import type { getComplaint } from '../application/get-complaint';
import type { getContact } from '../application/get-contact';
import type { registerComplaint } from '../application/register-complaint';
import type { revealContact } from '../application/reveal-contact';
import type { trackComplaint } from '../application/track-complaint';
import type { StoredComplaint } from '../application/ports';
import type { Contact } from '../domain/complaint';
import type { Draft } from '../domain/register';

export interface UseCases {
  registerComplaint: ReturnType<typeof registerComplaint>;
  trackComplaint: ReturnType<typeof trackComplaint>;
  getComplaint: ReturnType<typeof getComplaint>;
  getContact: ReturnType<typeof getContact>;
  revealContact: ReturnType<typeof revealContact>;
  blindSearchTerms: ReturnType<typeof blindSearchTerms>;
}

/** Intake's methods: decode, call the use case, encode. */
export function intakeHandlers(cases: UseCases): Handlers<typeof intake.IntakeServiceService> {
  return {
    registerComplaint: async (request, { principal }) =>
      intake.RegisterComplaintResponse.create(await cases.registerComplaint(draftOf(request), principal)),
    track: async ({ number, trackingCode }) => ({
      complaint: complaintOf(await cases.trackComplaint(number, trackingCode)),
    }),
    getComplaint: async ({ number }, { principal }) => ({
      complaint: complaintOf(await cases.getComplaint(number, principal)),
    }),
    getContact: async ({ complaintId }, { principal }) => {
      const { contact, ...rest } = await cases.getContact(complaintId, principal);
      return { ...rest, contact: contactOf(contact) };
    },
    revealContact: async ({ number, reason }, { principal }) => {
      const { contact, masked } = await cases.revealContact(number, reason, principal);
      return { contact: contactOf(contact), masked };
    },
    blindSearchTerms: ({ groupId, terms }, { principal }) =>
      Promise.resolve({ terms: cases.blindSearchTerms(groupId, terms, principal) }),
  };
}

function draftOf(request: intake.RegisterComplaintRequest): Draft {
  const { contact } = request;
  const locale = request.locale === 'en' ? 'en' : 'zh';
  return {
    parkCode: request.parkCode,
    channel: word(request.channel),
    description: request.description,
    kind: word(request.kind),
    complainantType: word(request.complainantType),
    place: request.place,
    occurredAt: request.occurredAt,
    categoryHint: request.categoryHint,
    identity: word(request.identity),
    idempotencyKey: request.idempotencyKey,
    locale,
    ...(contact ? { contact: { ...contact } } : {}),
  };
}

function contactOf(contact: Contact | undefined): intake.Contact | undefined {
  return contact && intake.Contact.create(contact);
}

function complaintOf({ id, complaint }: StoredComplaint): intake.Complaint {
  return {
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
    filedBy: complaint.filedBy ?? '',
  };
}
