import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../common/use-session';
import { readViews, removeView, saveView, type SavedView } from './saved-views';

/** The views that the signed-in person has saved on this browser; the menu and the queue show the same ones. */
export function useViews() {
  const staffId = useSession()?.person.staffId ?? '';
  const queries = useQueryClient();
  const queryKey = ['saved-views', staffId];
  const { data: views = [] } = useQuery({
    queryKey,
    queryFn: () => readViews(localStorage, staffId),
    staleTime: Infinity,
  });
  const show = (next: SavedView[]): void => void queries.setQueryData(queryKey, next);
  return {
    views,
    save: (view: SavedView): void => show(saveView(localStorage, staffId, view)),
    remove: (name: string): void => show(removeView(localStorage, staffId, name)),
  };
}
