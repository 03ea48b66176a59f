import { inScope, scopeOf, type Principal } from '@parkline/auth';
import { notFound } from '@parkline/errors';
import type { Directory, RoutedCases } from './ports';
import { requireStaff } from './require-staff';

/** Open cases of everybody in the park's units, those with none included. */
export const getLoad =
  (cases: RoutedCases, directory: Directory) =>
  async (principal: Principal, parkCode: string): Promise<{ handlerId: string; openCases: number }[]> => {
    requireStaff(principal);
    const roster = directory.roster();
    const park = roster.park(parkCode);
    if (!park || !inScope(scopeOf(principal), { groupId: park.groupId, parkCode })) {
      throw notFound('park_unknown', 'There is no such park.', { field: 'parkCode' });
    }
    const ids = roster.unitsOf(parkCode).flatMap((unit) => roster.peopleOf(unit.id).map(({ id }) => id));
    const loads = await cases.openLoads(ids);
    return ids.map((handlerId) => ({ handlerId, openCases: loads.get(handlerId) ?? 0 }));
  };
