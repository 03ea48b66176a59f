import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDevToken,
  createIssuer,
  createVerifier,
  devTokenIssuer,
  inScope,
  loadOrCreateKeys,
  parksInScope,
  scopeFilter,
  scopeOf,
  servicePrincipal,
  verifyDevToken,
  type Keys,
  type Principal,
} from '../src';

const handler = {
  kind: 'person',
  subject: 'staff-1',
  role: 'handler',
  groupId: 'demo',
  parks: ['SH01'],
  unitId: 'SH01-eng',
} as const satisfies Omit<Principal, 'issuer'>;

let folder: string;
let keys: Keys;
const issuerOf = (issuer: string, options: { ttlMs?: number; now?: () => number } = {}) =>
  createIssuer({ issuer, privateJwk: keys.privateKeys[issuer]!, ...options });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parkline-keys-'));
  keys = await loadOrCreateKeys(folder, ['gateway', 'routing', devTokenIssuer]);
});
afterAll(() => rm(folder, { recursive: true }));

describe('keys', () => {
  it('are made once, readable by their owner only, and the same at the next start', async () => {
    const again = await loadOrCreateKeys(folder, ['gateway', 'routing', devTokenIssuer]);
    expect(again).toEqual(keys);
    for (const file of await readdir(folder)) expect((await stat(join(folder, file))).mode & 0o077).toBe(0);
    expect(Object.keys(keys.publicKeys['gateway']!)).not.toContain('d');
  });
});

describe('a principal', () => {
  it('arrives as it was vouched for', async () => {
    const verifier = createVerifier({ trusted: keys.publicKeys });
    await expect(verifier.verify(await issuerOf('gateway').issue(handler))).resolves.toEqual({
      ...handler,
      issuer: 'gateway',
    });
  });

  it('of a person is vouched for by the gateway alone', async () => {
    const verifier = createVerifier({ trusted: keys.publicKeys });
    const forged = await issuerOf('routing').issue(handler);
    await expect(verifier.verify(forged)).rejects.toMatchObject({ kind: 'Unauthenticated', code: 'forged_principal' });
    const other = await issuerOf('routing').issue(servicePrincipal('sla'));
    await expect(verifier.verify(other)).rejects.toMatchObject({ code: 'forged_principal' });
    const own = await issuerOf('routing').issue(servicePrincipal('routing'));
    await expect(verifier.verify(own)).resolves.toMatchObject({ subject: 'routing', issuer: 'routing' });
  });

  it('expires, also when it was verified before', async () => {
    let now = Date.now();
    const verifier = createVerifier({ trusted: keys.publicKeys, now: () => now });
    const token = await issuerOf('gateway', { ttlMs: 60_000 }).issue(handler);
    await verifier.verify(token);
    now += 66_000;
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'token_expired' });
  });

  it.each(['', 'abc', 'a.b.c', 'x'.repeat(10_000)])('in a broken token %# is refused', async (token) => {
    await expect(createVerifier({ trusted: keys.publicKeys }).verify(token)).rejects.toMatchObject({
      kind: 'Unauthenticated',
    });
  });

  it('signed with the key of somebody else is refused', async () => {
    const [head, body] = (await issuerOf('gateway').issue(handler)).split('.');
    const [, , signature] = (await issuerOf('routing').issue(servicePrincipal('routing'))).split('.');
    const verifier = createVerifier({ trusted: keys.publicKeys });
    await expect(verifier.verify(`${head}.${body}.${signature}`)).rejects.toMatchObject({ code: 'token_invalid' });
  });

  it('of an issuer that is not trusted is refused, even one named like an object property', async () => {
    const verifier = createVerifier({ trusted: {} });
    await expect(verifier.verify(await issuerOf('gateway').issue(handler))).rejects.toMatchObject({
      code: 'unknown_issuer',
    });
    const odd = createIssuer({ issuer: 'constructor', privateJwk: keys.privateKeys['gateway']! });
    await expect(verifier.verify(await odd.issue(handler))).rejects.toMatchObject({ code: 'unknown_issuer' });
  });
});

describe('a development token', () => {
  const person = { staffId: 'staff-7', role: 'hq-officer' };
  const key = () => keys.privateKeys[devTokenIssuer]!;

  it('names its person', async () => {
    await expect(verifyDevToken(key(), await createDevToken(key(), person))).resolves.toMatchObject(person);
  });

  it.each([
    ['expired', { ttlMs: -1000 }, 'token_expired'],
    ['for another audience', { audience: 'elsewhere' }, 'token_invalid'],
  ])('%s is refused', async (_, options, code) => {
    await expect(verifyDevToken(key(), await createDevToken(key(), person, options))).rejects.toMatchObject({ code });
  });

  it('signed with another key is refused', async () => {
    const forged = await createDevToken(keys.privateKeys['routing']!, person);
    await expect(verifyDevToken(key(), forged)).rejects.toMatchObject({ code: 'token_invalid' });
  });
});

describe('the scope', () => {
  const people = scopeOf({ ...handler, issuer: 'gateway' });
  const everywhere = scopeOf({ ...handler, parks: 'all', issuer: 'gateway' });

  it('holds a caller to his group and parks', () => {
    expect(inScope(people, { groupId: 'demo', parkCode: 'SH01' })).toBe(true);
    expect(inScope(people, { groupId: 'demo', parkCode: 'BJ01' })).toBe(false);
    expect(inScope(everywhere, { groupId: 'demo', parkCode: 'BJ01' })).toBe(true);
    expect(inScope(everywhere, { groupId: 'other', parkCode: 'SH01' })).toBe(false);
    expect(inScope({ service: 'sla' }, { groupId: 'other', parkCode: 'SH01' })).toBe(true);
  });

  it('narrows lists and never widens them', () => {
    expect(parksInScope(people)).toEqual(['SH01']);
    expect(parksInScope(people, 'BJ01')).toEqual([]);
    expect(parksInScope(everywhere, 'BJ01')).toEqual(['BJ01']);
    expect(scopeFilter(people)).toEqual({ 'state.groupId': 'demo', 'state.parkCode': 'SH01' });
    expect(scopeFilter(everywhere)).toEqual({ 'state.groupId': 'demo' });
  });
});
