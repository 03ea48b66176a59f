import { isTransient, unavailable } from '@parkline/errors';
import type { GrpcClient } from '@parkline/grpc';
import { sla } from '@parkline/proto';
import type { Deadlines } from '../application/ports';

/** A person waits: with all the tries of his gateway he is told within its own patience, instead of being cut off. */
const patienceMs = 900;

/** sla, asked over gRPC. */
export function createDeadlines(client: GrpcClient<typeof sla.SlaServiceService>): Deadlines {
  return {
    async resolveDueAt(caseId, cycle) {
      const { cases } = await client.getClocks({ caseIds: [caseId] }, { deadlineMs: patienceMs }).catch(away);
      const running = cases
        .flatMap(({ clocks }) => clocks)
        .find(
          (clock) =>
            clock.name === sla.ClockName.RESOLVE && clock.cycle === cycle && clock.status === sla.ClockStatus.RUNNING,
        );
      return running?.dueAt;
    },
  };
}

function away(cause: unknown): never {
  if (!isTransient(cause)) throw cause;
  throw unavailable(
    'deadline_unknown',
    'The deadline of this case cannot be asked for just now. Nothing was changed; please try again in a minute.',
    { cause },
  );
}
