import type { GrpcClient } from '@parkline/grpc';
import { settled } from '@parkline/messaging';
import { casework, common, enumOf } from '@parkline/proto';
import type { Registry } from 'prom-client';
import type { Casework, SentDecision } from '../application/ports';

/** casework over gRPC. Every command has the id of the event that it follows from, and the cycle it was decided in. */
export function caseworkClient(client: GrpcClient<typeof casework.CaseServiceService>, metrics: Registry): Casework {
  const execute = async (
    { caseId, eventId, cycle }: SentDecision,
    name: string,
    command: NonNullable<casework.ExecuteRequest['command']>,
  ): Promise<void> => {
    const request = { caseRef: caseId, commandId: `routing:${eventId}:${name}`, expectedVersion: 0, cycle, command };
    await settled(() => client.execute(casework.ExecuteRequest.create(request)), metrics);
  };
  return {
    dispatch: (decision) =>
      execute(decision, 'Dispatch', {
        $case: 'dispatch',
        value: casework.Dispatch.create({
          unitId: decision.unitId,
          handlerId: decision.handlerId,
          category: decision.category,
          severity: enumOf(common.Severity, decision.severity),
          urgency: enumOf(common.Urgency, decision.urgency),
          priority: enumOf(common.Priority, decision.priority),
          reasons: decision.reasons,
          flag: decision.flagged,
        }),
      }),
    addPerson: (decision) =>
      execute(decision, 'Redispatch', {
        $case: 'redispatch',
        value: casework.Redispatch.create({
          unitId: decision.unitId,
          handlerId: decision.handlerId,
          reason: decision.reasons.join(''),
        }),
      }),
  };
}
