import { useQuery } from '@tanstack/react-query';
import { listPublicParks } from '../api/complaints';

/** The parks that take complaints; they change rarely. */
export const useParks = () =>
  useQuery({ queryKey: ['parks'], queryFn: ({ signal }) => listPublicParks(signal), staleTime: 10 * 60_000 });
