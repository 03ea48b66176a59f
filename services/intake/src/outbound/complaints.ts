import { inScope } from '@parkline/auth';
import { isParklineError } from '@parkline/errors';
import type { Loaded, Repository } from '@parkline/mongo';
import type { Complaints, StoredComplaint } from '../application/ports';
import type { Complaint, IntakeEvent } from '../domain/complaint';

/** The complaints in the document store. */
export function createComplaints(repository: Repository<Complaint, IntakeEvent>): Complaints {
  return {
    async add(id, complaint) {
      const loaded: Loaded<Complaint> = { id, version: 0, state: undefined, sources: {}, pending: [], commands: [] };
      try {
        await repository.save({
          loaded,
          events: [{ type: 'ComplaintRegistered', complaint }],
          at: complaint.receivedAt,
        });
        return 'added';
      } catch (error) {
        if (isParklineError(error, 'Conflict')) return 'taken';
        throw error;
      }
    },
    async byId(scope, id) {
      return visible(scope, await repository.load(id));
    },
    async byNumber(scope, number) {
      return visible(scope, await repository.findBy({ 'state.number': number }));
    },
  };
}

function visible(
  scope: Parameters<Complaints['byId']>[0],
  loaded: Loaded<Complaint> | undefined,
): StoredComplaint | undefined {
  if (!loaded?.state || !inScope(scope, loaded.state)) return undefined;
  return { id: loaded.id, complaint: loaded.state };
}
