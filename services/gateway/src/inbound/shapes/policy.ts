import { z } from 'zod';
import { common, enumOf, sla, word } from '@parkline/proto';
import { code, text } from '../text';
import { iso, moment, orNothing } from './fields';
import { clockNames, complainantTypes, priorities, priorityOf } from './words';

export const allowanceUnits = z
  .enum(['min', 'h', 'wh', 'wd'])
  .describe('Elapsed minutes and hours; working hours and days.');
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time like 22:00');
const quietHours = z.strictObject({ from: localTime, to: localTime });

const rule = z
  .strictObject({
    parkCode: code(12).optional(),
    contract: code().optional().describe('Unit id of a contractor.'),
    category: code().optional().describe('A code or the beginning of one, like facility.'),
    priority: priorities.optional(),
    complainantType: complainantTypes.optional(),
    clock: clockNames,
    amount: z.number().positive().max(100_000),
    unit: allowanceUnits,
  })
  .meta({ id: 'PolicyRule', description: 'What is left out fits everything; the most specific rule counts.' });

const content = {
  note: text(500).optional().describe('What has changed, and why.'),
  rules: z.array(rule).min(1).max(1_000),
  pauseAllowanceDays: z
    .number()
    .min(0)
    .max(1_000)
    .describe('Waiting for the complainant pauses the resolve clock for no longer in a cycle, in working days.'),
  firstContactCapHours: z.number().positive().max(1_000).describe('First contact is never due later after receipt.'),
  quietHours: quietHours.optional().describe('Local times between which messages wait, except for P1.'),
};

export const policyContent = z.strictObject(content).meta({ id: 'PolicyContent' });
export const policyBody = z
  .strictObject({ ...content, expectedVersion: z.int().min(0).describe('The version that was seen.') })
  .meta({ id: 'PolicyBody' });

export const policySchema = z
  .object({
    version: z.int(),
    at: moment.optional(),
    by: z.string().optional().describe('Staff id; absent for the rules that came with the product.'),
    note: z.string().optional(),
    rules: z.array(
      z.object({
        parkCode: z.string().optional(),
        contract: z.string().optional(),
        category: z.string().optional(),
        priority: priorities.optional(),
        complainantType: complainantTypes.optional(),
        clock: clockNames,
        amount: z.number(),
        unit: z.string(),
      }),
    ),
    pauseAllowanceDays: z.number(),
    firstContactCapHours: z.number(),
    quietHours: z.object({ from: z.string(), to: z.string() }).optional(),
  })
  .meta({ id: 'Policy' });

/** A policy as JSON; what it shows can be sent back. */
export function policyJson(policy: sla.Policy) {
  const { version, at, rules, pauseAllowanceDays, firstContactCapHours, quietHours: quiet } = policy;
  return {
    version,
    at: iso(at),
    by: orNothing(policy.by),
    note: orNothing(policy.note),
    rules: rules.map((one) => ({
      parkCode: orNothing(one.parkCode),
      contract: orNothing(one.contract),
      category: orNothing(one.category),
      priority: priorityOf(word(one.priority)),
      complainantType: word(one.complainantType),
      clock: word(one.clock) ?? 'resolve',
      amount: one.amount,
      unit: one.unit,
    })),
    pauseAllowanceDays,
    firstContactCapHours,
    quietHours: quiet && { from: quiet.from, to: quiet.to },
  };
}

/** A policy as the contracts have it. */
export function policyOf(body: z.output<typeof policyContent>): sla.Policy {
  return sla.Policy.create({
    note: body.note ?? '',
    rules: body.rules.map((one) => ({
      parkCode: one.parkCode ?? '',
      contract: one.contract ?? '',
      category: one.category ?? '',
      priority: enumOf(common.Priority, one.priority),
      complainantType: enumOf(common.ComplainantType, one.complainantType),
      clock: enumOf(sla.ClockName, one.clock),
      amount: one.amount,
      unit: one.unit,
    })),
    pauseAllowanceDays: body.pauseAllowanceDays,
    firstContactCapHours: body.firstContactCapHours,
    quietHours: body.quietHours,
  });
}
