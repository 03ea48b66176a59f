import { useInfiniteQuery } from '@tanstack/react-query';
import { listCases } from '../../api/office';
import type { Queue } from '../../api/types';

const PAGE_SIZE = 30;

/** A queue page by page; the key begins with `cases`, which live events reload. */
export const useQueue = (queue: Queue, park: string | undefined) =>
  useInfiniteQuery({
    queryKey: ['cases', queue, park ?? ''],
    queryFn: ({ pageParam, signal }) =>
      listCases({ queue, park, limit: PAGE_SIZE, cursor: pageParam || undefined }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    // Deadlines become due without an event of the case itself.
    refetchInterval: queue === 'due-soon' || queue === 'overdue' ? 60_000 : false,
  });
