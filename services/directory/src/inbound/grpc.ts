import type { Handlers } from '@parkline/grpc';
import { directory } from '@parkline/proto';
import type { Principal } from '@parkline/auth';
import type { Park, Staff } from '../domain/entities';
import type { DirectoryView } from '../domain/view';
import { encodePark, encodeUnit } from '../encode';

/** The use cases that are asked for over gRPC. */
export interface DirectoryQueries {
  getDirectory(principal: Principal): Promise<DirectoryView>;
  getPark(principal: Principal, code: string): Promise<Park>;
  getStaff(principal: Principal, id: string): Promise<Staff>;
  listPublicParks(principal: Principal): Promise<Park[]>;
}

/** parkline.directory.v1.DirectoryService. */
export function directoryHandlers(queries: DirectoryQueries): Handlers<typeof directory.DirectoryServiceService> {
  return {
    async getDirectory(_request, { principal }) {
      const { group, regions, parks, units, staff } = await queries.getDirectory(principal);
      return { group, regions, parks: parks.map(encodePark), units: units.map(encodeUnit), staff };
    },
    async getPark({ code }, { principal }) {
      return { park: encodePark(await queries.getPark(principal, code)) };
    },
    async getStaff({ id }, { principal }) {
      return { staff: await queries.getStaff(principal, id) };
    },
    async listPublicParks(_request, { principal }) {
      const parks = await queries.listPublicParks(principal);
      return { parks: parks.map((park) => directory.PublicPark.create(encodePark(park))) };
    },
  };
}
