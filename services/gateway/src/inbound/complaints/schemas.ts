import { z } from 'zod';
import { moment } from '../shapes/fields';
import { channels, complainantTypes, identities, kinds, outcomes, states } from '../shapes/words';
import { code, saying, text } from '../text';

export const contactSchema = z
  .strictObject({
    name: text(100).optional(),
    phone: text(40).optional(),
    email: text(254).optional(),
    preferredChannel: z.enum(['phone', 'email', 'wechat', 'app']).optional(),
  })
  .meta({ id: 'Contact' });

export const complaintBody = z
  .strictObject({
    parkCode: code(12),
    channel: channels.describe('Without a token only web, app, wechat and bulletin.'),
    description: saying(5_000).describe('1 to 5,000 UTF-16 units.'),
    kind: kinds.optional().describe('complaint unless told.'),
    complainantType: complainantTypes.optional(),
    place: text(200).optional(),
    occurredAt: z.iso.datetime({ offset: true }).optional().describe('When it happened; with an offset or Z.'),
    categoryHint: text(100).optional(),
    identity: identities,
    contact: contactSchema
      .optional()
      .describe('None for anonymous; at least one of name, phone and email for named and confidential.'),
    locale: z.enum(['zh', 'en']).optional().describe('In which language the person is written to; zh unless told.'),
  })
  .meta({ id: 'NewComplaint' });

export const registrationSchema = z
  .object({
    number: z.string(),
    trackingCode: z.string().describe('Shown once here; whoever has number and code can follow the complaint.'),
    state: states,
    parkCode: z.string(),
    receivedAt: moment,
    repeated: z.boolean().describe('This answer was given before, for the same Idempotency-Key.'),
  })
  .meta({ id: 'Registration' });

export const trackedSchema = z
  .object({
    number: z.string(),
    state: states.describe('registered until its case exists.'),
    parkCode: z.string(),
    kind: kinds,
    channel: channels,
    identity: identities,
    description: z.string(),
    place: z.string().optional(),
    receivedAt: moment,
    occurredAt: moment.optional(),
    stateSince: moment.optional(),
    cycle: z.int(),
    category: z.string().optional(),
    outcome: outcomes.optional(),
    answer: z.string().optional(),
    referTo: z.string().optional().describe('Where else to turn to, for a declined complaint.'),
    promisedAt: moment.optional().describe('By when it is to be resolved, as things stand; absent while paused.'),
    promiseProvisional: z.boolean().optional().describe('The holidays of that time are not known yet.'),
    reviewAt: moment.optional().describe('When a suspended case comes back.'),
    resolvedAt: moment.optional(),
    closedAt: moment.optional(),
    timeline: z.array(
      z.object({
        at: moment,
        type: z.string(),
        by: z.enum(['complainant', 'staff', 'service']),
        text: z.string().optional(),
        facts: z.record(z.string(), z.string()).optional(),
        cycle: z.int(),
      }),
    ),
    actions: z.array(z.enum(['answer', 'withdraw', 'rating'])).describe('What the complainant can do now.'),
  })
  .meta({ id: 'TrackedComplaint' });

export const trackingHeaders = z.object({
  'X-Tracking-Code': z.string().describe('The code given at filing; case and hyphens do not matter.'),
});

export const answerBody = z.strictObject({ text: saying(5_000) }).meta({ id: 'ComplainantAnswer' });
export const withdrawBody = z.strictObject({ reason: text(500).optional() }).meta({ id: 'Withdrawal' });
export const ratingBody = z
  .strictObject({
    resolved: z.enum(['yes', 'partly', 'no']),
    satisfaction: z.int().min(1).max(5),
    comment: text(2_000).optional(),
  })
  .meta({ id: 'NewRating' });
export const ratingAnswer = z
  .object({
    cycle: z.int(),
    consequence: z
      .enum(['close', 'close_partly', 'reopen', 'to_hq', 'none'])
      .describe('to_hq: the third no; an officer of headquarters decides.'),
  })
  .meta({ id: 'RatingAnswer' });
