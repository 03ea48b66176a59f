import { isParklineError } from '@parkline/errors';
import type { GrpcClient } from '@parkline/grpc';
import { settled } from '@parkline/messaging';
import { casework, common, enumOf } from '@parkline/proto';
import type { Registry } from 'prom-client';
import type { CaseCommand, Casework } from '../application/ports';
import { caseSnapshotOf } from '../case-snapshot';

/** casework, asked over gRPC. */
export function createCasework(client: GrpcClient<typeof casework.CaseServiceService>, metrics: Registry): Casework {
  return {
    async findCase(caseId) {
      try {
        const { case: found } = await client.getCase({ caseRef: caseId });
        return caseSnapshotOf(found, found?.openedAt);
      } catch (error) {
        if (isParklineError(error, 'NotFound')) return undefined;
        throw error;
      }
    },
    async carryOut({ eventId, caseId, cycle, command }) {
      const request = casework.ExecuteRequest.create({
        caseRef: caseId,
        commandId: `feedback:${eventId}:${command.type}`,
        cycle,
        command: commandMessageOf(command),
      });
      await settled(() => client.execute(request), metrics);
    },
  };
}

function commandMessageOf(command: CaseCommand): casework.ExecuteRequest['command'] {
  switch (command.type) {
    case 'StartRevisit':
      return { $case: 'startRevisit', value: {} };
    case 'Close':
      return { $case: 'close', value: { outcome: enumOf(common.Outcome, command.outcome), note: command.note } };
    case 'Reopen':
      return { $case: 'reopen', value: { reason: command.reason } };
  }
}
