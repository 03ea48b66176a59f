import { unauthenticated } from '@parkline/errors';
import { verifyDevToken, type JWK } from '@parkline/auth';
import type { People } from '../application/people';
import type { Caller } from '../application/ports';

export interface Access {
  /**
   * Who the Authorization header speaks for; `undefined` without one.
   * @throws Unauthenticated for a token that is expired, forged, for another audience, or of somebody unknown
   */
  callerOf(authorization: string): Promise<Caller | undefined>;
}

/** @param devKey verifies development tokens; without it no token is accepted at all */
export function createAccess(people: People, devKey: JWK | undefined): Access {
  const verified = new Map<string, { staffId: string; expiresAt: Date }>();
  return {
    async callerOf(authorization) {
      if (authorization === '') return undefined;
      const token = /^Bearer ([A-Za-z0-9._~+/=-]{1,8192})$/i.exec(authorization)?.[1];
      if (token === undefined)
        throw unauthenticated('token_invalid', 'The Authorization header takes: Bearer <token>.');
      if (!devKey) throw unauthenticated('token_invalid', 'The access token is not valid.');
      const cached = verified.get(token);
      const fresh = cached && cached.expiresAt.getTime() > Date.now() ? cached : await verifyDevToken(devKey, token);
      if (fresh !== cached) {
        if (verified.size >= 5_000) verified.clear();
        verified.set(token, fresh);
      }
      return { principal: await people.principalOf(fresh.staffId), expiresAt: fresh.expiresAt };
    },
  };
}
