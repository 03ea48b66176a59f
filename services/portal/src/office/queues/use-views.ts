import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { listViews, putView, removeView, type SavedView } from '../../api/office';
import { useSession } from '../../common/use-session';

/** The views that the signed-in person has saved; the menu and the queue show the same ones, on every computer. */
export function useViews() {
  const queries = useQueryClient();
  const queryKey = ['saved-views', useSession()?.person.staffId];
  const { data: views = [] } = useQuery({ queryKey, queryFn: ({ signal }) => listViews(signal), staleTime: 60_000 });
  const onSuccess = (now: SavedView[]): void => void queries.setQueryData(queryKey, now);
  return {
    views,
    saving: useMutation({ mutationFn: putView, onSuccess }),
    removing: useMutation({ mutationFn: removeView, onSuccess }),
  };
}
