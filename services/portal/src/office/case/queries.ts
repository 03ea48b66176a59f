import { useQuery } from '@tanstack/react-query';
import { getCase } from '../../api/office';

export const useCase = (number: string) =>
  useQuery({ queryKey: ['case', number], queryFn: ({ signal }) => getCase(number, signal) });
