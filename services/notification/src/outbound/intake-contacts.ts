import type { GrpcClient } from '@parkline/grpc';
import type { intake } from '@parkline/proto';
import type { Contacts } from '../application/send-due-mails';

/** Asks intake, the only keeper of contact data. Nothing of the answer is kept or logged. */
export function createIntakeContacts(client: GrpcClient<typeof intake.IntakeServiceService>): Contacts {
  return {
    async contactOf(complaintId) {
      const { contact, trackingCode, locale } = await client.getContact({ complaintId });
      return { trackingCode, locale, ...(contact?.email ? { email: contact.email } : {}) };
    },
  };
}
