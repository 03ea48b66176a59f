import fc from 'fast-check';
import { maskContact, personKey } from '../src/domain/contact';
import { checkContactAccess } from '../src/domain/contact-access';
import { dayIn, formatNumber, isNumber } from '../src/domain/number';
import { codeFromDigest, readCode, ulidFromDigest } from '../src/domain/tracking-code';

describe('a tracking code', () => {
  it('is ten characters of Crockford base 32', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (digest) => {
        const code = codeFromDigest(digest);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
        expect(readCode(code)).toBe(code);
      }),
    );
  });

  it('uses the first fifty bits of the digest', () => {
    expect(codeFromDigest(Buffer.from('ffffffffffffc000', 'hex'))).toBe('ZZZZZZZZZZ');
    expect(codeFromDigest(Buffer.from('0000000000003fff', 'hex'))).toBe('0000000000');
  });

  it('forgives lower case, o for 0, i and l for 1, spaces and hyphens', () => {
    expect(readCode('o1i-l0 abcde')).toBe('01110ABCDE'.slice(0, 10));
    expect(readCode(' 0ab1c 2de3f ')).toBe('0AB1C2DE3F');
  });

  it.each(['', 'short', '01234567890', 'U123456789', '0123456789\u0000', 'x'.repeat(1_000)])(
    'cannot be %j',
    (typed) => {
      expect(readCode(typed)).toBeUndefined();
    },
  );
});

describe('an id from a digest', () => {
  it('has the shape of a ULID', () => {
    expect(ulidFromDigest(Buffer.alloc(32, 0xff))).toBe('7ZZZZZZZZZZZZZZZZZZZZZZZZZ');
    expect(ulidFromDigest(Buffer.alloc(32, 0))).toBe('0'.repeat(26));
  });
});

describe('a number', () => {
  it('has the day of the park, not of the server', () => {
    const lateEvening = new Date('2026-11-22T16:30:00Z');
    expect(dayIn('Asia/Shanghai', lateEvening)).toBe('20261123');
    expect(dayIn('Europe/Berlin', lateEvening)).toBe('20261122');
  });

  it('has five digits, and more past 99,999 a day', () => {
    expect(formatNumber('SH01', '20261122', 42)).toBe('SH01-20261122-00042');
    expect(formatNumber('SH01', '20261122', 123_456)).toBe('SH01-20261122-123456');
  });

  it('is told from other texts', () => {
    expect(isNumber('SH01-20261122-00042')).toBe(true);
    expect(isNumber('SH01-20261122-00042; drop')).toBe(false);
    expect(isNumber('{"$gt":""}')).toBe(false);
  });
});

describe('contact data', () => {
  it.each([
    ['138 0013 8000', '+86-13800138000'],
    ['13800138000', '0086 138-0013-8000'],
  ])('tells that %s and %s are the same person', (a, b) => {
    expect(personKey({ phone: a })).toBe(personKey({ phone: b }));
  });

  it('goes by the e-mail address in lower case where there is no phone number', () => {
    expect(personKey({ email: 'Wang@Example.CN' })).toBe('email:wang@example.cn');
    expect(personKey({ name: '王' })).toBeUndefined();
  });

  it('is masked so that it can be recognised and not used', () => {
    const contact = { name: '王小明', phone: '+86 138 0013 8000', email: 'wang@example.cn', preferredChannel: 'phone' };
    expect(maskContact(contact)).toEqual({
      name: '王**',
      phone: '861****8000',
      email: 'w***@example.cn',
      preferredChannel: 'phone',
    });
    expect(maskContact({ phone: '12345' })).toEqual({ phone: '****' });
  });

  it.each([
    ['handler', 'named', 'masked', undefined],
    ['handler', 'named', 'real', undefined],
    ['handler', 'confidential', 'masked', 'identity_sealed'],
    ['team-lead', 'confidential', 'real', 'identity_sealed'],
    ['park-manager', 'confidential', 'real', undefined],
    ['agent', 'confidential', 'real', undefined],
    ['auditor', 'named', 'masked', undefined],
    ['auditor', 'named', 'real', 'may_not_reveal'],
    ['integration-client', 'named', 'real', 'may_not_reveal'],
  ] as const)('is shown to %s of a %s person, %s: %s', (role, identity, wanted, code) => {
    expect(checkContactAccess({ kind: 'person', role }, identity, wanted)?.code).toBe(code);
  });
});
