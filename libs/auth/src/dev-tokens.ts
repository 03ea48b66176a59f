import { SignJWT, errors, importJWK, jwtVerify, type JWK } from 'jose';
import { unauthenticated } from '@parkline/errors';
import { publicPart } from './keys';

/** Who a development token speaks for: a person of the demo data. */
export interface DevPerson {
  staffId: string;
  role: string;
}

const issuer = 'parkline-development';
const audience = 'parkline';
const algorithm = 'EdDSA';
/** The name of the key that signs development tokens, in the folder of keys. */
export const devTokenIssuer = 'development';

/**
 * A bearer token for a demo person, for `npm start` and tests only.
 * @param options.ttlMs life, twelve hours unless told
 */
export async function createDevToken(
  privateJwk: JWK,
  person: DevPerson,
  options: { ttlMs?: number; audience?: string; now?: number } = {},
): Promise<string> {
  const issuedAt = Math.floor((options.now ?? Date.now()) / 1000);
  return new SignJWT({ role: person.role })
    .setProtectedHeader({ alg: algorithm, kid: devTokenIssuer })
    .setSubject(person.staffId)
    .setIssuer(issuer)
    .setAudience(options.audience ?? audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + Math.ceil((options.ttlMs ?? 12 * 3_600_000) / 1000))
    .sign(await importJWK(privateJwk, algorithm));
}

/**
 * The person of a development token and when it ends.
 * @throws Unauthenticated where it is expired, forged or for somebody else's ears
 */
export async function verifyDevToken(jwk: JWK, token: string): Promise<DevPerson & { expiresAt: Date }> {
  try {
    const { payload } = await jwtVerify<{ role?: unknown }>(token, await importJWK(publicPart(jwk), algorithm), {
      issuer,
      audience,
      algorithms: [algorithm],
      requiredClaims: ['exp', 'sub'],
    });
    if (typeof payload.role !== 'string' || payload.sub === undefined) {
      throw unauthenticated('token_invalid', 'The access token names no person.');
    }
    return { staffId: payload.sub, role: payload.role, expiresAt: new Date((payload.exp ?? 0) * 1000) };
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw unauthenticated('token_expired', 'The access token has expired; sign in again.', { cause: error });
    }
    if (error instanceof errors.JOSEError) {
      throw unauthenticated('token_invalid', 'The access token is not valid.', { cause: error });
    }
    throw error;
  }
}
