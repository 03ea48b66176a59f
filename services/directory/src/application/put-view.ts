import type { Principal } from '@parkline/auth';
import { invalidInput, refused } from '@parkline/errors';
import { faultOfView, MOST_VIEWS, withView, type SavedView } from '../domain/saved-views';
import { ownerOf, type Views } from './views';

/**
 * Saves a view of the caller, or replaces the one of its name. Saving it again changes nothing.
 * @throws InvalidInput naming the field, Refused views_full, Forbidden for who is no person
 */
export const putView =
  (views: Views, clock: () => Date) =>
  async (principal: Principal, view: SavedView): Promise<readonly SavedView[]> => {
    const owner = ownerOf(principal);
    const fault = faultOfView(view);
    if (fault) throw invalidInput(fault.code, fault.message, { field: fault.field });
    return await views.change(owner, clock(), (known) => {
      const next = withView(known, view);
      if (!next) throw refused('views_full', `There are ${MOST_VIEWS} views already: remove one first.`);
      return next;
    });
  };
