import { checkDraft, type Draft, type Filer, type ParkFacts } from '../src/domain/register';

const now = new Date('2026-11-22T10:00:00Z');
const park: ParkFacts = { code: 'SH01', groupId: 'g1', timeZone: 'Asia/Shanghai' };
const stranger: Filer = { kind: 'public', role: 'public', groupId: '' };
const agent: Filer = { kind: 'person', role: 'agent', groupId: 'g1' };
const draft: Draft = {
  parkCode: 'SH01',
  channel: 'web',
  description: '电梯坏了',
  identity: 'named',
  contact: { name: '王女士', phone: '+86 138-0013-8000' },
};

const faultOf = (change: Partial<Draft>, filer: Filer = stranger, where: ParkFacts | undefined = park) =>
  checkDraft({ ...draft, ...change }, filer, where, now);

describe('a complaint that comes in', () => {
  it('is taken as it is when nothing is wrong', () => {
    expect(faultOf({})).toBeUndefined();
  });

  it.each<[string, string]>([
    ['a query operator', '{"$where": "sleep(1000)"}'],
    ['quotes', `"O'Brien" said: \\"no\\"; DROP TABLE cases;--`],
    ['mark-up', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['emoji joined by ZWJ', '👨‍👩‍👧‍👦 的电梯 🛗 坏了'],
    ['zero-width spaces', '漏\u200b水\ufeff'],
    ['traditional characters', '電梯壞了，請儘快處理'],
    ['tabs and line breaks', 'one\ttwo\r\nthree\n'],
    ['direction marks that merely mark', 'a\u200fb\u200ec'],
    ['the longest text', '漏'.repeat(5_000)],
  ])('may have %s in its text', (_what, description) => {
    expect(faultOf({ description })).toBeUndefined();
  });

  it.each<[string, Partial<Draft>, string, string]>([
    ['no text', { description: '' }, 'description', 'text_too_short'],
    ['only spaces', { description: ' \n ' }, 'description', 'text_too_short'],
    ['a text too long', { description: 'x'.repeat(5_001) }, 'description', 'text_too_long'],
    ['a null character', { description: 'a\u0000b' }, 'description', 'control_characters'],
    ['an escape character', { place: 'a\u001b[31m' }, 'place', 'control_characters'],
    ['a C1 control', { description: 'a\u0085b' }, 'description', 'control_characters'],
    ['a bidi override', { description: 'abc\u202egpj.exe' }, 'description', 'bidi_override'],
    ['a bidi isolate', { place: '\u2066x' }, 'place', 'bidi_override'],
    ['a lone surrogate', { description: 'a\ud800b' }, 'description', 'broken_unicode'],
    ['no channel', { channel: undefined }, 'channel', 'unknown_word'],
    ['a channel that needs signing in', { channel: 'phone' }, 'channel', 'channel_not_public'],
    ['no identity', { identity: undefined }, 'identity', 'unknown_word'],
    ['contact data of an anonymous person', { identity: 'anonymous' }, 'contact', 'contact_of_anonymous'],
    ['no contact data of a named one', { contact: undefined }, 'contact', 'contact_missing'],
    [
      'empty contact data of a confidential one',
      { identity: 'confidential', contact: { phone: '' } },
      'contact',
      'contact_missing',
    ],
    ['words for a phone number', { contact: { phone: 'call me maybe' } }, 'contact.phone', 'phone_malformed'],
    ['a phone number too short', { contact: { phone: '1234' } }, 'contact.phone', 'phone_malformed'],
    ['an e-mail address without a host', { contact: { email: 'wang@' } }, 'contact.email', 'email_malformed'],
    ['a header in an e-mail address', { contact: { email: 'a@b.cn\nBcc: all@b.cn' } }, 'contact.email', 'line_break'],
    ['two e-mail addresses', { contact: { email: 'a@b.cn,c@d.cn' } }, 'contact.email', 'email_malformed'],
    ['a line break in a name', { contact: { name: 'a\nb' } }, 'contact.name', 'line_break'],
    [
      'an unknown preference',
      { contact: { name: 'a', preferredChannel: 'pigeon' } },
      'contact.preferredChannel',
      'unknown_word',
    ],
    ['a future event', { occurredAt: new Date('2026-11-22T11:00:00Z') }, 'occurredAt', 'date_out_of_range'],
    [
      'an event before the year 2000',
      { occurredAt: new Date('1999-12-31T00:00:00Z') },
      'occurredAt',
      'date_out_of_range',
    ],
    ['a key with spaces', { idempotencyKey: 'a b' }, 'Idempotency-Key', 'key_malformed'],
  ])('is refused with %s', (_what, change, field, code) => {
    expect(faultOf(change)).toMatchObject({ kind: 'InvalidInput', field, code });
  });

  it('is refused for a park that nobody knows', () => {
    expect(checkDraft(draft, stranger, undefined, now)).toMatchObject({ field: 'parkCode', code: 'unknown_park' });
  });

  it('is refused for a park of another group, as if the park did not exist', () => {
    expect(faultOf({}, agent, { ...park, groupId: 'g2' })).toEqual(checkDraft(draft, agent, undefined, now));
  });

  it('may come by any channel from staff, but not from an auditor', () => {
    expect(faultOf({ channel: 'walk_in' }, agent)).toBeUndefined();
    expect(faultOf({}, { ...agent, role: 'auditor' })).toMatchObject({ kind: 'Forbidden', code: 'may_not_file' });
  });

  it('may happen a few minutes ahead of our clock, as phones run ahead', () => {
    expect(faultOf({ occurredAt: new Date('2026-11-22T10:04:00Z') })).toBeUndefined();
  });
});
