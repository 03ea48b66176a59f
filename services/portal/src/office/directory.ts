import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { getDirectory } from '../api/office';
import type { Directory, Park, Staff, Unit } from '../api/types';
import { useWords } from '../common/use-words';

/** Parks, units and people by their ids, with names in the reader's language. */
export interface Names {
  data: Directory | undefined;
  parks: readonly Park[];
  parkName: (code: string | undefined) => string;
  unitName: (id: string | undefined) => string;
  staffName: (id: string | undefined) => string;
  staff: (id: string | undefined) => Staff | undefined;
  unit: (id: string | undefined) => Unit | undefined;
}

/** The directory changes rarely; one copy serves all pages. */
export function useNames(): Names {
  const { nameOf } = useWords();
  const { data } = useQuery({
    queryKey: ['directory'],
    queryFn: ({ signal }) => getDirectory(signal),
    staleTime: 5 * 60_000,
  });
  return useMemo(() => {
    // Until the directory is there, a place-holder: codes in the place of names would flash up and look like a fault.
    const unnamed = (id: string | undefined): string => (id && !data ? '…' : (id ?? ''));
    const parks = new Map(data?.parks.map((park) => [park.code, park]));
    const units = new Map(data?.units.map((unit) => [unit.id, unit]));
    const people = new Map(data?.staff.map((person) => [person.id, person]));
    return {
      data,
      parks: data?.parks ?? [],
      parkName: (code) => nameOf(parks.get(code ?? '')) || unnamed(code),
      unitName: (id) => nameOf(units.get(id ?? '')) || unnamed(id),
      staffName: (id) => nameOf(people.get(id ?? '')) || unnamed(id),
      staff: (id) => people.get(id ?? ''),
      unit: (id) => units.get(id ?? ''),
    };
  }, [data, nameOf]);
}
