import type { Principal } from '@parkline/auth';
import { withoutView, type SavedView } from '../domain/saved-views';
import { ownerOf, type Views } from './views';

/** Forgets a view of the caller; one that there is not is forgotten already. @throws Forbidden for who is no person */
export const removeView =
  (views: Views, clock: () => Date) =>
  async (principal: Principal, name: string): Promise<readonly SavedView[]> => {
    const owner = ownerOf(principal);
    return await views.change(owner, clock(), (known) => withoutView(known, name));
  };
