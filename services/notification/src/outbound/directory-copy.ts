import { createReadCopy, type ReadCopyItem, type Store } from '@parkline/mongo';
import { directory } from '@parkline/proto';
import type { Logger } from '@parkline/service-kit';
import type { AddressBook } from '../application/send-due-mails';
import type { OfficeDirectory } from '../domain/messages-for';

type Kept =
  | {
      kind: 'staff';
      id: string;
      groupId: string;
      role: string;
      unitId: string;
      parkCodes: string[];
      /** Missing in copies from before there was an expert panel. */
      expertFields?: string[];
      email: string;
      locale: string;
      active: boolean;
    }
  | { kind: 'group'; dispatchDeskUnitId: string }
  | { kind: 'park'; code: string; name: string; nameEn: string; timeZone: string };

/** Notification's own copy of what it needs of staff and parks, fed by directory's events. */
export interface DirectoryCopy extends OfficeDirectory, AddressBook {
  apply(events: readonly { key: string; seq: number; payload: Uint8Array }[]): Promise<void>;
  start(): Promise<void>;
  stop(): void;
}

export function createDirectoryCopy(store: Store, logger: Logger): DirectoryCopy {
  const copy = createReadCopy<Kept>(store, { name: 'directory', logger });
  let lists = { revision: -1, ...listsOf([]) };
  const present = (): typeof lists => {
    if (lists.revision !== copy.revision) lists = { revision: copy.revision, ...listsOf(copy.all().values()) };
    return lists;
  };
  const staff = (id: string): Extract<Kept, { kind: 'staff' }> | undefined => {
    const found = copy.get(`staff/${id}`);
    return found?.kind === 'staff' ? found : undefined;
  };
  return {
    async apply(events) {
      const items: ReadCopyItem<Kept>[] = [];
      for (const { key, seq, payload } of events) {
        const value = keptOf(directory.DirectoryEvent.decode(payload).entity);
        if (value) items.push({ key, seq, value });
      }
      if (items.length > 0) await copy.apply(items);
    },
    // Somebody whom directory has not told of yet is no reason to keep a message back.
    isActive: (staffId) => staff(staffId)?.active ?? true,
    leadsOf: (unitId) => present().leads.get(unitId) ?? [],
    managersOf: (parkCode) => present().managers.get(parkCode) ?? [],
    officersOf: (groupId) => present().officers.get(groupId) ?? [],
    dispatchDeskOf(groupId) {
      const group = copy.get(`group/${groupId}`);
      return group?.kind === 'group' ? (present().members.get(group.dispatchDeskUnitId) ?? []) : [];
    },
    expertsIn: (groupId, field) => present().experts.get(`${groupId}/${field}`) ?? [],
    staff,
    park(code) {
      const found = copy.get(`park/${code}`);
      return found?.kind === 'park' ? found : undefined;
    },
    start: () => copy.start(),
    stop: () => copy.stop(),
  };
}

function keptOf(entity: directory.DirectoryEvent['entity']): Kept | undefined {
  if (entity?.$case === 'staff') {
    const { id, groupId, role, unitId, parkCodes, expertFields, email, locale, active } = entity.value;
    return { kind: 'staff', id, groupId, role, unitId, parkCodes, expertFields, email, locale, active };
  }
  if (entity?.$case === 'group') return { kind: 'group', dispatchDeskUnitId: entity.value.dispatchDeskUnitId };
  if (entity?.$case === 'park') {
    const { code, name, nameEn, timeZone } = entity.value;
    return { kind: 'park', code, name, nameEn, timeZone };
  }
  return undefined;
}

/**
 * Whom messages go to by their office: everybody and leads by unit, managers by park, officers of headquarters by
 * group, experts by group and field.
 */
interface Lists {
  members: Map<string, string[]>;
  leads: Map<string, string[]>;
  managers: Map<string, string[]>;
  officers: Map<string, string[]>;
  experts: Map<string, string[]>;
}

function listsOf(kept: Iterable<Kept>): Lists {
  const lists: Lists = {
    members: new Map(),
    leads: new Map(),
    managers: new Map(),
    officers: new Map(),
    experts: new Map(),
  };
  const add = (list: Map<string, string[]>, key: string, id: string): void =>
    void list.set(key, [...(list.get(key) ?? []), id]);
  for (const one of kept) {
    if (one.kind !== 'staff' || !one.active) continue;
    add(lists.members, one.unitId, one.id);
    for (const field of one.expertFields ?? []) add(lists.experts, `${one.groupId}/${field}`, one.id);
    if (one.role === 'team-lead') add(lists.leads, one.unitId, one.id);
    if (one.role === 'park-manager') for (const code of one.parkCodes) add(lists.managers, code, one.id);
    if (one.role === 'hq-officer') add(lists.officers, one.groupId, one.id);
  }
  return lists;
}
