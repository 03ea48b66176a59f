import { useQuery } from '@tanstack/react-query';
import { listCalendars, listCoverage } from '../../api/deadlines';

export const useCalendars = () => useQuery({ queryKey: ['calendars'], queryFn: ({ signal }) => listCalendars(signal) });

export const useCoverage = () => useQuery({ queryKey: ['coverage'], queryFn: ({ signal }) => listCoverage(signal) });
