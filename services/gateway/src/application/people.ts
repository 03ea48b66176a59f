import { isParklineError, isTransient, unauthenticated } from '@parkline/errors';
import type { Principal } from '@parkline/auth';
import type { directory } from '@parkline/proto';
import type { Neighbours } from './ports';

export interface People {
  /** @throws Unauthenticated for somebody who is not, or no longer, among the staff */
  principalOf(staffId: string): Promise<Omit<Principal, 'issuer'>>;
  /** Forgets what is known of a person who has changed. */
  forget(staffId: string): void;
}

interface Known {
  staff: directory.Staff;
  freshUntil: number;
}

const freshMs = 60_000;
const capacity = 10_000;

/**
 * Who the directory says a person is: his role, unit and parks, not those of his token. Asked at most once a minute
 * for each person; while the directory does not answer, what was known last goes on counting.
 */
export function createPeople(neighbours: Pick<Neighbours, 'directory'>, now: () => number): People {
  const known = new Map<string, Known>();

  const ask = async (staffId: string): Promise<directory.Staff | undefined> => {
    try {
      const { staff } = await neighbours.directory.getStaff({ id: staffId });
      if (!staff) return undefined;
      if (known.size >= capacity) known.clear();
      known.set(staffId, { staff, freshUntil: now() + freshMs });
      return staff;
    } catch (error) {
      if (isParklineError(error, 'NotFound')) {
        known.delete(staffId);
        return undefined;
      }
      const last = known.get(staffId);
      if (last && isTransient(error)) return last.staff;
      throw error;
    }
  };

  return {
    async principalOf(staffId) {
      const cached = known.get(staffId);
      const staff = cached && cached.freshUntil > now() ? cached.staff : await ask(staffId);
      if (!staff?.active) {
        throw unauthenticated('person_unknown', 'The person of this access token is not among the staff.');
      }
      return {
        kind: 'person',
        subject: staff.id,
        role: staff.role,
        name: staff.name,
        groupId: staff.groupId,
        parks: staff.allParks ? 'all' : staff.parkCodes,
        unitId: staff.unitId,
        skills: staff.skills,
      };
    },
    forget: (staffId) => void known.delete(staffId),
  };
}
