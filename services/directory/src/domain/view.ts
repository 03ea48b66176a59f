import type { Calendar } from './calendar';
import { groupOf, type Entity, type Group, type Park, type Region, type Staff, type Unit } from './entities';

/** Whose view it is: a group's, with all of its parks or some; or everything. */
export type Viewer = { groupId: string; parks: 'all' | readonly string[] } | 'everything';

export interface DirectoryView {
  group: Group | undefined;
  regions: Region[];
  parks: Park[];
  units: Unit[];
  staff: Staff[];
  calendars: Calendar[];
}

/**
 * Whether the viewer may see an entity. Somebody of one park sees that park with its units and people, and those of the
 * group and the regions, whose names stand on his cases too; not the other parks. Calendars are no secret in a group.
 */
export function sees(viewer: Viewer, entity: Entity): boolean {
  if (viewer === 'everything') return true;
  if (viewer.groupId !== groupOf(entity)) return false;
  const { parks } = viewer;
  if (parks === 'all') return true;
  switch (entity.type) {
    case 'group':
    case 'region':
    case 'calendar':
      return true;
    case 'park':
      return parks.includes(entity.value.code);
    case 'unit':
      return entity.value.parkCode === '' || parks.includes(entity.value.parkCode);
    case 'staff':
      return entity.value.allParks || entity.value.parkCodes.some((code) => parks.includes(code));
  }
}

/** What the viewer sees of all entities, in the order of their ids. The group is set where there is just one. */
export function viewOf(viewer: Viewer, entities: readonly Entity[]): DirectoryView {
  const view: DirectoryView = { group: undefined, regions: [], parks: [], units: [], staff: [], calendars: [] };
  const groups: Group[] = [];
  for (const entity of entities) {
    if (!sees(viewer, entity)) continue;
    if (entity.type === 'group') groups.push(entity.value);
    else if (entity.type === 'region') view.regions.push(entity.value);
    else if (entity.type === 'park') view.parks.push(entity.value);
    else if (entity.type === 'unit') view.units.push(entity.value);
    else if (entity.type === 'staff') view.staff.push(entity.value);
    else view.calendars.push(entity.value);
  }
  if (groups.length === 1) view.group = groups[0];
  return view;
}
