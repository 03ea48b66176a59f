import type { AggregateType, Repository } from '@parkline/mongo';
import { topics } from '@parkline/proto';
import type { Owner, Views } from '../application/views';
import type { SavedView } from '../domain/saved-views';

/** Everything that one person has saved. */
export interface ViewsState {
  groupId: string;
  staffId: string;
  views: readonly SavedView[];
}

/** They concern nobody else: no event tells of them. */
export const viewsAggregate: AggregateType<ViewsState, never> = {
  name: 'views',
  topic: topics.directory,
  source: 'directory',
  evolve: (_state, event) => event,
  encode: (event) => event,
};

/** The views in the store: one document a person. */
export function viewRepository(repository: Repository<ViewsState, never>): Views {
  const idOf = ({ groupId, staffId }: Owner): string => `${groupId}/${staffId}`;
  return {
    async of(owner) {
      const { state } = await repository.load(idOf(owner));
      return state?.views ?? [];
    },
    async change(owner, at, decide) {
      const { answer } = await repository.execute<readonly SavedView[]>({
        id: idOf(owner),
        at,
        decide({ state }) {
          const { groupId, staffId } = owner;
          const views = decide(state?.views ?? []);
          return { events: [], replaceState: { groupId, staffId, views }, answer: () => views };
        },
      });
      return answer;
    },
  };
}
