import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { contactFields, type Contact, type SealedContact } from '../domain/complaint';
import { codeFromDigest, ulidFromDigest } from '../domain/tracking-code';
import type { Vault } from '../application/ports';

const cipher = 'aes-256-gcm';
const ivLength = 12;
const tagLength = 16;
/** Begins every sealed field, so that another way of sealing can be told apart later. */
const format = 'v1';

/**
 * All cryptography of intake. Every purpose has its own key, derived from the one secret by HKDF-SHA256; the keys of
 * contact data and person references are also separate for each group.
 */
export function createVault(secret: string): Vault {
  const keys = new Map<string, Buffer>();
  const keyFor = (purpose: string): Buffer => {
    const key = keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', secret, 'parkline-intake', purpose, 32));
    keys.set(purpose, key);
    return key;
  };
  const hmac = (purpose: string, text: string): Buffer => createHmac('sha256', keyFor(purpose)).update(text).digest();
  const codeHash = (code: string): string => hmac('tracking-code-hash', code).toString('base64url');

  return {
    complaintId(subject, idempotencyKey) {
      const digest = createHash('sha256')
        .update(JSON.stringify([subject, idempotencyKey]))
        .digest();
      return ulidFromDigest(digest);
    },
    trackingCode: (complaintId) => codeFromDigest(hmac('tracking-code', complaintId)),
    codeHash,
    matches(stored, code) {
      // Hashes of equal length are compared, whatever was stored or typed.
      const given = createHash('sha256').update(codeHash(code)).digest();
      return timingSafeEqual(createHash('sha256').update(stored).digest(), given);
    },
    fingerprint: (body) => hmac('fingerprint', JSON.stringify(sorted(body))).toString('base64url'),
    personRef: (groupId, personKey) =>
      hmac(`person-reference:${groupId}`, personKey).toString('base64url').slice(0, 22),
    searchToken: (groupId, term) => hmac(`person-search:${groupId}`, term).toString('base64url').slice(0, 16),
    seal(groupId, complaintId, contact) {
      const key = keyFor(`contact:${groupId}`);
      const sealed: SealedContact = {};
      for (const field of contactFields) {
        const value = contact[field];
        if (value) sealed[field] = sealField(key, `${complaintId}:${field}`, value);
      }
      return sealed;
    },
    open(groupId, complaintId, sealed) {
      const key = keyFor(`contact:${groupId}`);
      const contact: Contact = {};
      for (const field of contactFields) {
        const value = sealed[field];
        if (value) contact[field] = openField(key, `${complaintId}:${field}`, value);
      }
      return contact;
    },
  };
}

/** @param place binds the ciphertext to its complaint and field: moved elsewhere it does not open. */
function sealField(key: Buffer, place: string, value: string): string {
  const iv = randomBytes(ivLength);
  const encryption = createCipheriv(cipher, key, iv, { authTagLength: tagLength }).setAAD(Buffer.from(place));
  const text = Buffer.concat([encryption.update(value, 'utf8'), encryption.final()]);
  return `${format}.${Buffer.concat([iv, encryption.getAuthTag(), text]).toString('base64url')}`;
}

function openField(key: Buffer, place: string, sealed: string): string {
  if (!sealed.startsWith(`${format}.`)) throw new Error('A sealed field has an unknown format.');
  const bytes = Buffer.from(sealed.slice(format.length + 1), 'base64url');
  const decryption = createDecipheriv(cipher, key, bytes.subarray(0, ivLength), { authTagLength: tagLength })
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(ivLength, ivLength + tagLength));
  return Buffer.concat([decryption.update(bytes.subarray(ivLength + tagLength)), decryption.final()]).toString('utf8');
}

/** The same body with its keys in order at every level: requests that mean the same have the same fingerprint. */
function sorted(value: unknown): unknown {
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== '');
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}
