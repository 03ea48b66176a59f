import { useQuery } from '@tanstack/react-query';
import { listApplications, listPolicies } from '../../api/deadlines';

/** Newest first. */
export const usePolicies = () => useQuery({ queryKey: ['policies'], queryFn: ({ signal }) => listPolicies(signal) });

/** While one is carried out its count is looked at again. */
export const useApplications = () =>
  useQuery({
    queryKey: ['applications'],
    queryFn: ({ signal }) => listApplications(signal),
    refetchInterval: (query) => (query.state.data?.some((one) => !one.finished) ? 2_000 : false),
  });
