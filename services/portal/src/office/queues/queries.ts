import { useInfiniteQuery } from '@tanstack/react-query';
import { listCases, searchCases, type QueueFilters } from '../../api/office';
import type { Queue } from '../../api/types';
import { byDeadline } from './filters';

const PAGE_SIZE = 30;

/** A queue page by page; the key begins with `cases`, which live events reload. */
export const useQueue = (queue: Queue, filters: QueueFilters) =>
  useInfiniteQuery({
    queryKey: ['cases', queue, filters],
    queryFn: ({ pageParam, signal }) =>
      listCases({ queue, ...filters, limit: PAGE_SIZE, cursor: pageParam || undefined }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    // Deadlines become due without an event of the case itself.
    refetchInterval: byDeadline(queue) ? 60_000 : false,
  });

export type CasePages = ReturnType<typeof useQueue>;

/** What a search finds, page by page. */
export const useSearch = (q: string) =>
  useInfiniteQuery({
    queryKey: ['cases', 'search', q],
    queryFn: ({ pageParam, signal }) => searchCases({ q, limit: PAGE_SIZE, cursor: pageParam || undefined }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: q !== '',
  });
