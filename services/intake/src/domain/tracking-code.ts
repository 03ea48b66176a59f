const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 10;

/** The first 50 bits of a digest as ten characters of Crockford's base 32, which has no I, L, O and U. */
export function codeFromDigest(digest: Uint8Array): string {
  let bits = 0n;
  for (const byte of digest.subarray(0, 7)) bits = (bits << 8n) | BigInt(byte);
  bits >>= 6n;
  let code = '';
  for (let place = length - 1; place >= 0; place -= 1) {
    code += alphabet.charAt(Number((bits >> BigInt(place * 5)) & 31n));
  }
  return code;
}

/**
 * A code as a person typed it, in the form it was given out: lower case, o for 0, i and l for 1, hyphens and spaces
 * are forgiven. `undefined` where it cannot be a code.
 */
export function readCode(typed: string): string | undefined {
  if (typed.length > 40) return undefined;
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (code.length !== length) return undefined;
  return Array.from(code).every((character) => alphabet.includes(character)) ? code : undefined;
}

/** A ULID-shaped id from a digest: the same digest gives the same id. */
export function ulidFromDigest(digest: Uint8Array): string {
  let bits = 0n;
  for (const byte of digest.subarray(0, 16)) bits = (bits << 8n) | BigInt(byte);
  let id = '';
  for (let place = 25; place >= 0; place -= 1) id += alphabet.charAt(Number((bits >> BigInt(place * 5)) & 31n));
  return id;
}
