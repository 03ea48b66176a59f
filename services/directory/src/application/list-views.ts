import type { Principal } from '@parkline/auth';
import type { SavedView } from '../domain/saved-views';
import { ownerOf, type Views } from './views';

/** The caller's own views, in the order in which they were first saved. @throws Forbidden for who is no person */
export const listViews =
  (views: Views) =>
  async (principal: Principal): Promise<readonly SavedView[]> => {
    const owner = ownerOf(principal);
    return await views.of(owner);
  };
