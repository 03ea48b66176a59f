import { SignJWT, errors, importJWK, jwtVerify, type CryptoKey, type JWK } from 'jose';
import { unauthenticated } from '@parkline/errors';
import type { Principal } from './principal';

const audience = 'parkline-internal';
const algorithm = 'EdDSA';
/** The only issuer that may vouch for people. */
const edge = 'gateway';
const cacheSize = 5_000;

export interface PrincipalIssuer {
  /** A signed token for this principal; the same one again while most of its life is left. */
  issue(principal: Omit<Principal, 'issuer'>): Promise<string>;
}

export interface PrincipalVerifier {
  /** @throws Unauthenticated where the token is missing, forged, expired or from an issuer who may not vouch for it. */
  verify(token: string): Promise<Principal>;
}

interface Claims extends Omit<Principal, 'issuer' | 'subject'> {
  sub?: string;
}

/**
 * Signs principals with one issuer's key.
 * @param options.ttlMs life of a token, one minute unless told
 */
export function createIssuer(options: {
  issuer: string;
  privateJwk: JWK;
  ttlMs?: number;
  now?: () => number;
}): PrincipalIssuer {
  const { issuer, privateJwk, ttlMs = 60_000, now = Date.now } = options;
  const key = importJWK(privateJwk, algorithm) as Promise<CryptoKey>;
  const issued = new Map<string, { token: Promise<string>; until: number }>();
  return {
    issue(principal) {
      const id = JSON.stringify(principal);
      const cached = issued.get(id);
      if (cached && cached.until > now()) return cached.token;
      const { subject, ...claims } = principal;
      const issuedAt = Math.floor(now() / 1000);
      const token = key.then((signingKey) =>
        new SignJWT({ ...claims })
          .setProtectedHeader({ alg: algorithm, kid: issuer })
          .setSubject(subject)
          .setIssuer(issuer)
          .setAudience(audience)
          .setIssuedAt(issuedAt)
          .setExpirationTime(issuedAt + Math.ceil(ttlMs / 1000))
          .sign(signingKey),
      );
      remember(issued, id, { token, until: now() + ttlMs / 2 });
      return token;
    },
  };
}

/** Verifies principals against the public keys of the issuers that are trusted, by their names. */
export function createVerifier(options: {
  trusted: Readonly<Record<string, JWK>>;
  now?: () => number;
}): PrincipalVerifier {
  const { trusted, now = Date.now } = options;
  const keys = new Map<string, Promise<CryptoKey | Uint8Array>>();
  // A gateway sends the same token for a person many times a minute: the signature is checked once.
  const verified = new Map<string, { principal: Principal; until: number }>();
  const keyOf = (kid: string | undefined): Promise<CryptoKey | Uint8Array> => {
    const jwk = kid === undefined || !Object.hasOwn(trusted, kid) ? undefined : trusted[kid];
    if (kid === undefined || jwk === undefined)
      throw unauthenticated('unknown_issuer', 'This caller is not known here.');
    const key = keys.get(kid) ?? importJWK(jwk, algorithm);
    keys.set(kid, key);
    return key;
  };
  return {
    async verify(token) {
      const cached = verified.get(token);
      if (cached && cached.until > now()) return cached.principal;
      try {
        const { payload, protectedHeader } = await jwtVerify<Claims>(token, (header) => keyOf(header.kid), {
          audience,
          algorithms: [algorithm],
          currentDate: new Date(now()),
          clockTolerance: 5,
        });
        const { sub, iss, exp, kind, role, name, groupId, parks, unitId, skills } = payload;
        if (iss === undefined || iss !== protectedHeader.kid || sub === undefined) {
          throw unauthenticated('forged_principal', 'This caller is not who it says it is.');
        }
        if (iss !== edge && !(kind === 'service' && sub === iss)) {
          throw unauthenticated('forged_principal', 'Only the gateway can vouch for people.');
        }
        const principal: Principal = { kind, subject: sub, role, groupId, parks, issuer: iss };
        if (name !== undefined) principal.name = name;
        if (unitId !== undefined) principal.unitId = unitId;
        if (skills !== undefined) principal.skills = skills;
        remember(verified, token, { principal, until: (exp ?? 0) * 1000 });
        return principal;
      } catch (error) {
        if (error instanceof errors.JWTExpired) {
          throw unauthenticated('token_expired', 'The proof of who is calling has expired.', { cause: error });
        }
        if (error instanceof errors.JOSEError || error instanceof TypeError) {
          throw unauthenticated('token_invalid', 'The proof of who is calling is not valid.', { cause: error });
        }
        throw error;
      }
    },
  };
}

function remember<V>(cache: Map<string, V>, key: string, value: V): void {
  if (cache.size >= cacheSize) cache.clear();
  cache.set(key, value);
}
