import { z } from 'zod';
import { queueNames } from '../../application/list-cases';
import { caseSchema, timelineEntrySchema } from '../shapes/case';
import { caseFileSchema } from '../shapes/case-file';
import { clockSchema } from '../shapes/clock';
import { moment } from '../shapes/fields';
import { channels, kinds, priorities, states } from '../shapes/words';
import { code, saying, text } from '../text';

export const pageLimit = z.coerce.number().int().min(1).max(200).default(50).describe('Rows a page, at most 200.');
export const cursor = z.string().max(500).default('').describe('nextCursor of the previous page.');

/** Several values joined by commas. */
function oneOrMore<T extends z.ZodEnum>(values: T) {
  const split = (joined: unknown): unknown => (typeof joined === 'string' ? joined.split(',') : joined);
  return z.preprocess(split, z.array(values).max(20)).optional();
}

export const listQuery = z.strictObject({
  queue: z.enum(queueNames).default('mine'),
  park: code(12).optional().describe('Only this park of those the person may see.'),
  priority: oneOrMore(priorities).describe('Only these, like P1,P2.'),
  state: oneOrMore(states),
  category: code().optional().describe('A category or the beginning of one, like facility.'),
  unit: code().optional(),
  handler: code().optional(),
  channel: channels.optional(),
  kind: kinds.optional(),
  sort: z.enum(['newest', 'oldest', 'priority']).optional(),
  cursor,
  limit: pageLimit,
});

export const searchQuery = z.strictObject({
  q: text(200, { min: 1 }).describe('Number, words of the text, place or person; pinyin and its initials too.'),
  park: code(12).optional(),
  cursor,
  limit: pageLimit,
});

export const listAnswer = z
  .object({
    queue: z.enum([...queueNames, 'search']),
    items: z.array(
      z.object({
        case: caseSchema,
        excerpt: z.string(),
        nextDueAt: moment.optional().describe('The earliest deadline of the clocks that run.'),
        clocks: z.array(clockSchema).optional().describe('Those that run or are paused.'),
      }),
    ),
    nextCursor: z.string().optional().describe('Absent on the last page.'),
    truncated: z.boolean().optional().describe('The filter looked at the first 1,000 rows of the queue only.'),
    clocksUnavailable: z.boolean().optional(),
  })
  .meta({ id: 'CaseList' });

export const revisitSchema = z
  .object({
    cycle: z.int(),
    status: z.string().describe('open, rated, lapsed or superseded.'),
    callRequired: z.boolean(),
    openedAt: moment.optional(),
    lapsesAt: moment.optional(),
    ratings: z.array(
      z.object({ at: moment, resolved: z.string(), satisfaction: z.int(), comment: z.string().optional() }),
    ),
  })
  .meta({ id: 'Revisit' });

export const deliverySchema = z
  .object({
    id: z.string(),
    template: z.string(),
    means: z.string(),
    status: z.string(),
    attempts: z.int(),
    messageId: z.string().optional(),
    at: moment.optional(),
    maybeTwice: z.boolean(),
    reason: z.string().optional(),
  })
  .meta({ id: 'Delivery' });

export const caseAnswer = z
  .object({
    case: caseSchema,
    description: z.string(),
    timeline: z.array(timelineEntrySchema),
    commands: z.array(z.string()).describe('What this person can do now, by the names in the path.'),
    watcherIds: z.array(z.string()),
    file: caseFileSchema.optional(),
    clocks: z.array(clockSchema).optional(),
    nextDueAt: moment.optional(),
    revisits: z.array(revisitSchema).optional(),
    deliveries: z.array(deliverySchema).optional(),
    unavailable: z.array(z.enum(['clocks', 'revisits', 'deliveries'])).describe('Parts that could not be had now.'),
  })
  .meta({ id: 'CasePage' });

export const commandAnswer = z.object({ case: caseSchema }).meta({ id: 'CommandAnswer' });

export const contactAnswer = z
  .object({
    contact: z
      .object({
        name: z.string().optional(),
        phone: z.string().optional(),
        email: z.string().optional(),
        preferredChannel: z.string().optional(),
      })
      .optional(),
    masked: z.boolean(),
  })
  .meta({ id: 'ShownContact' });

export const revealBody = z.strictObject({ reason: saying(500).min(5) }).meta({ id: 'RevealReason' });
