import { join } from 'node:path';
import { createIssuer, loadOrCreateKeys, servicePrincipal } from '@parkline/auth';
import { demoPeople, type DemoPerson } from '@parkline/directory';
import { createGrpcClient, type GrpcClient } from '@parkline/grpc';
import { casework, intake } from '@parkline/proto';
import { createLogger } from '@parkline/service-kit';
import { Registry } from 'prom-client';
import type { Ground } from '../ground';

export type Command = NonNullable<casework.ExecuteRequest['command']>;

/** casework and intake over gRPC, as the gateway and other services call them. */
export interface Callers {
  casework: GrpcClient<typeof casework.CaseServiceService>;
  intake: GrpcClient<typeof intake.IntakeServiceService>;
  /** A token of somebody of the demo staff, or of a service. */
  as(who: string): Promise<{ principalToken: string }>;
  /** Gives a command with an id of its own. @param cycle that a service decided in */
  command(who: string, caseRef: string, command: Command): Promise<casework.Case>;
  close(): void;
}

const services = ['routing', 'feedback', 'casework'];

export async function connectCallers({ cluster, folder }: Ground): Promise<Callers> {
  const { privateKeys } = await loadOrCreateKeys(join(folder, 'keys'), ['gateway', ...services]);
  const issuers = new Map(
    Object.entries(privateKeys).map(([issuer, privateJwk]) => [issuer, createIssuer({ issuer, privateJwk })]),
  );
  const people = new Map(demoPeople().map((person) => [person.staffId, person]));
  const issuerOf = (name: string) => issuers.get(name) ?? missing(name);
  const tokenOf = async (who: string): Promise<string> => {
    if (services.includes(who)) return issuerOf(who).issue(servicePrincipal(who));
    return issuerOf('gateway').issue(principalOf(people.get(who) ?? missing(who)));
  };
  const common = {
    token: () => tokenOf('routing'),
    logger: createLogger({ service: 'bench', level: 'silent' }),
    metrics: new Registry(),
    deadlineMs: 60_000,
  };
  const addressOf = (service: 'casework' | 'intake') => `127.0.0.1:${cluster.of(service)[0]?.grpcPort}`;
  const client = createGrpcClient(casework.CaseServiceService, { ...common, address: addressOf('casework') });
  const intakeClient = createGrpcClient(intake.IntakeServiceService, { ...common, address: addressOf('intake') });
  const as: Callers['as'] = async (who) => ({ principalToken: await tokenOf(who) });
  let commands = 0;
  return {
    casework: client,
    intake: intakeClient,
    as,
    async command(who, caseRef, command) {
      const cycle = services.includes(who) ? 1 : 0;
      const commandId = `${who}:bench-${(commands += 1)}`;
      const request = casework.ExecuteRequest.create({ caseRef, commandId, cycle, command });
      const { case: after } = await client.execute(request, await as(who));
      return after ?? missing(caseRef);
    },
    close() {
      client.close();
      intakeClient.close();
    },
  };
}

function principalOf({ staffId, name, role, unitId, groupId, parks, skills }: DemoPerson) {
  return { kind: 'person' as const, subject: staffId, name, role, unitId, groupId, parks, skills };
}

function missing(what: string): never {
  throw new Error(`There is no ${what}.`);
}
