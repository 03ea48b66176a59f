import { parksInScope, type Scope } from '@parkline/auth';
import { forbidden } from '@parkline/errors';

/**
 * The part of a filter that holds a list to group and parks, by which every index of the lists begins; undefined where
 * nothing is in scope.
 * @param parksOf all parks of a group, for those who may see the whole of it
 * @throws Forbidden for services: lists are for staff
 */
export function scopedParks(
  scope: Scope,
  parkCode: string | undefined,
  parksOf: (groupId: string) => readonly string[],
): { groupId: string; parks: readonly string[]; filter: Record<string, unknown> } | undefined {
  if ('service' in scope) throw forbidden('staff_only', 'Lists of cases are for staff.');
  const { groupId } = scope;
  const within = parksInScope(scope, parkCode);
  const parks = within === 'all' ? parksOf(groupId) : within;
  if (parks.length === 0) return undefined;
  const filter = { 'state.groupId': groupId, 'state.parkCode': parks.length === 1 ? parks[0] : { $in: [...parks] } };
  return { groupId, parks, filter };
}
