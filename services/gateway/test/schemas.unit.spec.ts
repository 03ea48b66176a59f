import { type z } from 'zod';
import { isParklineError } from '@parkline/errors';
import { caseCommands } from '../src/inbound/cases/commands';
import { complaintBody, ratingBody } from '../src/inbound/complaints/schemas';
import { checked } from '../src/inbound/validation';

const complaint = {
  parkCode: 'SH01',
  channel: 'web',
  description: '电梯坏了',
  identity: 'named',
  contact: { name: '王女士', phone: '13800138000' },
};

function faultOf(schema: z.ZodType, input: unknown): { code: string; field?: string; message: string } | undefined {
  try {
    checked(schema, input);
    return undefined;
  } catch (error) {
    if (!isParklineError(error)) throw error;
    const { code, field, message } = error;
    return { code, message, ...(field === undefined ? {} : { field }) };
  }
}

describe('a body', () => {
  it('is taken where everything is right', () => {
    expect(faultOf(complaintBody, complaint)).toBeUndefined();
    expect(faultOf(complaintBody, { ...complaint, occurredAt: '2026-11-22T08:00:00+08:00' })).toBeUndefined();
  });

  it.each<[string, object, string, string]>([
    ['a missing field', { description: undefined }, 'missing_field', 'description'],
    ['a missing word', { identity: undefined }, 'missing_field', 'identity'],
    ['null', { description: null }, 'wrong_type', 'description'],
    ['a number for a text', { description: 42 }, 'wrong_type', 'description'],
    ['an object for a text', { description: { $gt: '' } }, 'wrong_type', 'description'],
    ['a list for a text', { description: ['a'] }, 'wrong_type', 'description'],
    ['a text for an object', { contact: 'me' }, 'wrong_type', 'contact'],
    ['an object for a word', { channel: { $ne: null } }, 'unknown_word', 'channel'],
    ['an unknown word', { channel: 'pigeon' }, 'unknown_word', 'channel'],
    ['upper case for a word', { kind: 'REPAIR' }, 'unknown_word', 'kind'],
    ['an unknown field', { isAdmin: true }, 'unknown_field', 'isAdmin'],
    ['an unknown field further in', { contact: { name: 'a', vip: 1 } }, 'unknown_field', 'contact.vip'],
    ['a constructor field', { constructor: {} }, 'unknown_field', 'constructor'],
    ['a text too long', { description: '漏'.repeat(5_001) }, 'text_too_long', 'description'],
    ['an empty text', { description: '' }, 'text_too_short', 'description'],
    ['white space only', { description: ' \u3000\n' }, 'text_too_short', 'description'],
    ['a null character', { description: 'a\u0000' }, 'control_characters', 'description'],
    ['a backspace further in', { contact: { name: 'a\b' } }, 'control_characters', 'contact.name'],
    ['a bidi override', { place: 'a\u202eb' }, 'bidi_override', 'place'],
    ['a bidi isolate', { categoryHint: '\u2067' }, 'bidi_override', 'categoryHint'],
    ['a lone surrogate', { description: '\udc00' }, 'broken_unicode', 'description'],
    ['a date in words', { occurredAt: 'yesterday' }, 'malformed', 'occurredAt'],
    ['a date that does not exist', { occurredAt: '2026-02-30T00:00:00Z' }, 'malformed', 'occurredAt'],
    ['a date without an offset', { occurredAt: '2026-11-22T08:00:00' }, 'malformed', 'occurredAt'],
    ['a park that cannot be one', { parkCode: '../etc' }, 'malformed', 'parkCode'],
  ])('is refused with %s, naming the field', (_what, change, code, field) => {
    expect(faultOf(complaintBody, { ...complaint, ...change })).toMatchObject({ code, field });
  });

  it('is refused where it is no object', () => {
    for (const body of [[], 'text', 1, null])
      expect(faultOf(complaintBody, body)).toMatchObject({ code: 'wrong_type' });
  });

  it('cannot bring a prototype', () => {
    const body = JSON.parse(`{"__proto__": {"role": "hq-admin"}, ${JSON.stringify(complaint).slice(1)}`) as unknown;
    expect(faultOf(complaintBody, body)).toMatchObject({ code: 'unknown_field' });
  });

  it('says what is wrong in words', () => {
    expect(faultOf(complaintBody, {})?.message).toBe('parkCode is required.');
    expect(faultOf(ratingBody, { resolved: 'maybe', satisfaction: 3 })?.message).toBe(
      'resolved must be one of yes, partly, no.',
    );
    expect(faultOf(ratingBody, { resolved: 'no', satisfaction: 0 })?.message).toBe('satisfaction takes at least 1.');
  });

  it.each(Object.entries(caseCommands))(
    'of the command %s takes no unknown field and no odd version',
    (_name, { body }) => {
      expect(faultOf(body, { surprise: 1 })).toBeDefined();
      expect(faultOf(body, { expectedVersion: -1 })).toBeDefined();
      expect(faultOf(body, { expectedVersion: '1' })).toBeDefined();
    },
  );
});
