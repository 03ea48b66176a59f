import type { Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { resourceExhausted } from '@parkline/errors';
import type { Config } from '../config';

export interface Limits {
  /** Uses up one of the address's requests of this kind. @throws ResourceExhausted when none is left */
  spend(kind: 'filings' | 'reads', address: string, response: Response): Promise<void>;
  codes: WrongCodes;
}

/** Wrong tracking codes per number and address. Right ones never count. */
export interface WrongCodes {
  /** @throws ResourceExhausted after too many wrong ones */
  check(number: string, address: string): Promise<void>;
  wrong(number: string, address: string): Promise<void>;
}

const wrongCodeSeconds = 15 * 60;

/** The allowances of this process; they are kept in memory, so each replica counts for itself. */
export function createLimits(
  config: Pick<Config, 'GATEWAY_FILINGS_PER_MINUTE' | 'GATEWAY_READS_PER_MINUTE' | 'GATEWAY_WRONG_CODES'>,
): Limits {
  const limiters = {
    filings: new RateLimiterMemory({ keyPrefix: 'f', points: config.GATEWAY_FILINGS_PER_MINUTE, duration: 60 }),
    reads: new RateLimiterMemory({ keyPrefix: 'r', points: config.GATEWAY_READS_PER_MINUTE, duration: 60 }),
  };
  const codes = new RateLimiterMemory({
    keyPrefix: 'c',
    points: config.GATEWAY_WRONG_CODES,
    duration: wrongCodeSeconds,
  });
  const codeKey = (number: string, address: string): string => `${number.trim().toUpperCase().slice(0, 60)}|${address}`;

  return {
    async spend(kind, address, response) {
      const limiter = limiters[kind];
      try {
        tell(response, limiter.points, await limiter.consume(address));
      } catch (spent) {
        if (!(spent instanceof RateLimiterRes)) throw spent;
        tell(response, limiter.points, spent);
        tooMany(response, spent, 'too_many_requests', 'Too many requests from this address');
      }
    },
    codes: {
      async check(number, address) {
        const state = await codes.get(codeKey(number, address));
        if (state && state.consumedPoints >= config.GATEWAY_WRONG_CODES) {
          tooMany(undefined, state, 'too_many_wrong_codes', 'Too many wrong tracking codes for this number');
        }
      },
      async wrong(number, address) {
        await codes.penalty(codeKey(number, address), 1);
      },
    },
  };
}

function tell(response: Response, limit: number, { remainingPoints, msBeforeNext }: RateLimiterRes): void {
  response.setHeader('RateLimit-Limit', String(limit));
  response.setHeader('RateLimit-Remaining', String(Math.max(0, remainingPoints)));
  response.setHeader('RateLimit-Reset', String(Math.ceil(msBeforeNext / 1000)));
}

function tooMany(response: Response | undefined, state: RateLimiterRes, code: string, message: string): never {
  const seconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
  response?.setHeader('Retry-After', String(seconds));
  throw resourceExhausted(code, `${message}; try again in ${seconds} s.`, {
    details: { retryAfterSeconds: String(seconds) },
  });
}
