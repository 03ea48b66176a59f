import type { GrpcClient } from '@parkline/grpc';
import type { intake } from '@parkline/proto';
import type { Logger } from '@parkline/service-kit';
import type { PersonTerms } from '../application/ports';

/** A search for words goes on without the names: nobody waits long for them. */
const patienceMs = 800;

/** intake, asked how complainants are called in the search tokens. */
export function createPersonTerms(
  client: Pick<GrpcClient<typeof intake.IntakeServiceService>, 'blindSearchTerms'>,
  { logger }: { logger: Pick<Logger, 'warn'> },
): PersonTerms {
  return {
    async blind(groupId, terms) {
      try {
        const answer = await client.blindSearchTerms({ groupId, terms: [...terms] }, { deadlineMs: patienceMs });
        return new Map(answer.terms.map(({ term, tokens }) => [term, tokens]));
      } catch (error) {
        logger.warn({ err: error }, 'searching without the names of complainants');
        return new Map<string, string[]>();
      }
    },
  };
}
