import { useQuery } from '@tanstack/react-query';
import { getCase } from '../../api/office';

const MINUTE_MS = 60_000;

/** Clocks of an open case go on without an event: what was used of them is asked for again. */
export const useCase = (number: string) =>
  useQuery({
    queryKey: ['case', number],
    queryFn: ({ signal }) => getCase(number, signal),
    refetchInterval: (query) => (query.state.data?.clocks?.some((one) => one.status === 'running') ? MINUTE_MS : false),
  });
