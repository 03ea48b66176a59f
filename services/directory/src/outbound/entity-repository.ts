import { scopeFilter, type Scope } from '@parkline/auth';
import { conflict } from '@parkline/errors';
import type { AggregateType, Repository } from '@parkline/mongo';
import { directory, topics } from '@parkline/proto';
import type { Entities } from '../application/entities';
import { entityKey, groupOf, type Entity } from '../domain/entities';
import { completed } from '../domain/completed';
import { sees } from '../domain/view';
import { encodeEntity } from '../encode';

/** An entity as kept: with what lists are scoped and sorted by. */
export interface EntityState {
  entity: Entity;
  groupId: string;
  type: Entity['type'];
}

export const entityAggregate: AggregateType<EntityState, Entity> = {
  name: 'entities',
  topic: topics.directory,
  source: 'directory',
  indexes: [{ keys: { 'state.groupId': 1, _id: 1 } }, { keys: { 'state.type': 1, 'state.groupId': 1, _id: 1 } }],
  evolve: (_state, entity) => ({ entity, groupId: groupOf(entity), type: entity.type }),
  encode: (entity, _after, { seq }) => ({
    type: eventTypes[entity.type],
    payload: directory.DirectoryEvent.encode({ seq, entity: encodeEntity(entity) }).finish(),
  }),
};

const eventTypes = {
  group: 'GroupChanged',
  region: 'RegionChanged',
  park: 'ParkChanged',
  unit: 'UnitChanged',
  staff: 'StaffChanged',
  calendar: 'CalendarChanged',
} as const;

/** The entities in the store. */
export function entityRepository(repository: Repository<EntityState, Entity>): Entities {
  const within = (scope: Scope): Record<string, unknown> =>
    // Entities of a whole group have no park: who may see which is decided on what was read.
    'service' in scope ? {} : scopeFilter({ ...scope, parks: 'all' });
  const read = async (scope: Scope, filter: Record<string, unknown>): Promise<Entity[]> => {
    const found = await repository.collection
      .find({ ...filter, ...within(scope) })
      .sort({ _id: 1 })
      .toArray();
    return found.flatMap(({ state }) => (state && visible(scope, state.entity) ? [completed(state.entity)] : []));
  };

  return {
    async find(scope, key) {
      const { state } = await repository.load(key);
      return state && visible(scope, state.entity) ? completed(state.entity) : undefined;
    },
    list: (scope, type) => read(scope, type === undefined ? {} : { 'state.type': type }),
    async addMissing(entities, at) {
      const loaded = await repository.loadMany(entities.map(entityKey));
      const changes = entities.flatMap((entity) => {
        const known = loaded.get(entityKey(entity));
        return known && known.state === undefined ? [{ loaded: known, events: [entity], at }] : [];
      });
      if (changes.length === 0) return 0;
      // What conflicts was added by another replica at the same moment.
      const { saved } = await repository.saveMany(changes);
      return saved.length;
    },
    async change(scope, key, at, decide) {
      const { answer } = await repository.execute<Entity>({
        id: key,
        at,
        decide({ state }) {
          const known = state && visible(scope, state.entity) ? completed(state.entity) : undefined;
          const next = decide(known);
          if (state && !known) throw conflict('id_taken', 'This id is taken; choose another one.', { field: 'id' });
          return { events: next.value === known?.value ? [] : [next], answer: () => next };
        },
      });
      return answer;
    },
  };
}

function visible(scope: Scope, entity: Entity): boolean {
  return sees('service' in scope ? 'everything' : scope, entity);
}
