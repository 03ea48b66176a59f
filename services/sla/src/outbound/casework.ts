import type { GrpcClient } from '@parkline/grpc';
import { settled } from '@parkline/messaging';
import { casework } from '@parkline/proto';
import type { Registry } from 'prom-client';
import type { Casework } from '../application/ports';

/** casework, asked over gRPC. */
export function createCasework(client: GrpcClient<typeof casework.CaseServiceService>, metrics: Registry): Casework {
  return {
    async escalate({ eventId, caseId, cycle, clock, deadlineNumber, step, dueAt }) {
      const request = casework.ExecuteRequest.create({
        caseRef: caseId,
        commandId: `sla:${eventId}:Escalate`,
        cycle,
        command: { $case: 'escalate', value: { step, clock, deadlineNumber, dueAt } },
      });
      await settled(() => client.execute(request), metrics);
    },
  };
}
