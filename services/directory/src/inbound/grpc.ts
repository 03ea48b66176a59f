import type { Principal } from '@parkline/auth';
import { invalidInput } from '@parkline/errors';
import type { Handlers } from '@parkline/grpc';
import { directory } from '@parkline/proto';
import type { CalendarImport, ImportedCalendar } from '../application/import-calendar';
import type { AbsenceWish } from '../application/set-absence';
import type { Calendar, CalendarDraft } from '../domain/calendar';
import type { Park, Staff } from '../domain/entities';
import type { SavedView } from '../domain/saved-views';
import type { DirectoryView } from '../domain/view';
import { decodeCalendar } from '../decode';
import { encodeCalendar, encodePark, encodeStaff, encodeUnit } from '../encode';

/** The use cases that are asked for over gRPC. */
export interface DirectoryUseCases {
  getDirectory(principal: Principal): Promise<DirectoryView>;
  getPark(principal: Principal, code: string): Promise<Park>;
  getStaff(principal: Principal, id: string): Promise<Staff>;
  listPublicParks(principal: Principal): Promise<Park[]>;
  listCalendars(principal: Principal): Promise<Calendar[]>;
  putCalendar(principal: Principal, draft: CalendarDraft, expectedVersion: number): Promise<Calendar>;
  importCalendar(principal: Principal, wanted: CalendarImport): Promise<ImportedCalendar>;
  exportCalendar(principal: Principal, id: string): Promise<string>;
  assignCalendar(principal: Principal, parkCode: string, calendarId: string): Promise<Park>;
  setAbsence(principal: Principal, wish: AbsenceWish): Promise<Staff>;
  listViews(principal: Principal): Promise<readonly SavedView[]>;
  putView(principal: Principal, view: SavedView): Promise<readonly SavedView[]>;
  removeView(principal: Principal, name: string): Promise<readonly SavedView[]>;
}

/** parkline.directory.v1.DirectoryService. */
export function directoryHandlers(cases: DirectoryUseCases): Handlers<typeof directory.DirectoryServiceService> {
  return {
    async getDirectory(_request, { principal }) {
      const { group, regions, parks, units, staff, calendars } = await cases.getDirectory(principal);
      return {
        group,
        regions,
        parks: parks.map(encodePark),
        units: units.map(encodeUnit),
        staff: staff.map(encodeStaff),
        calendars: calendars.map(encodeCalendar),
      };
    },
    async getPark({ code }, { principal }) {
      return { park: encodePark(await cases.getPark(principal, code)) };
    },
    async getStaff({ id }, { principal }) {
      return { staff: encodeStaff(await cases.getStaff(principal, id)) };
    },
    async listPublicParks(_request, { principal }) {
      const parks = await cases.listPublicParks(principal);
      return { parks: parks.map((park) => directory.PublicPark.create(encodePark(park))) };
    },
    async listCalendars(_request, { principal }) {
      return { calendars: (await cases.listCalendars(principal)).map(encodeCalendar) };
    },
    async putCalendar({ calendar, expectedVersion }, { principal }) {
      if (!calendar) throw invalidInput('missing_field', 'calendar is required.', { field: 'calendar' });
      const kept = await cases.putCalendar(principal, decodeCalendar(calendar), expectedVersion);
      return { calendar: encodeCalendar(kept) };
    },
    async importCalendar(request, { principal }) {
      const { calendar, ...told } = await cases.importCalendar(principal, request);
      return { ...told, calendar: encodeCalendar(calendar) };
    },
    async exportCalendar({ calendarId }, { principal }) {
      return { icalendar: await cases.exportCalendar(principal, calendarId) };
    },
    async assignCalendar({ parkCode, calendarId }, { principal }) {
      return { park: encodePark(await cases.assignCalendar(principal, parkCode, calendarId)) };
    },
    async setAbsence({ staffId, from, until, deputyId }, { principal }) {
      const wish = {
        staffId,
        from: required('from', from),
        // Ending an absence needs no end.
        until: deputyId === '' ? (until ?? required('from', from)) : required('until', until),
        deputyId,
      };
      return { staff: encodeStaff(await cases.setAbsence(principal, wish)) };
    },
    async listViews(_request, { principal }) {
      return { views: shown(await cases.listViews(principal)) };
    },
    async putView({ view }, { principal }) {
      if (!view) throw invalidInput('missing_field', 'view is required.', { field: 'view' });
      return { views: shown(await cases.putView(principal, view)) };
    },
    async removeView({ name }, { principal }) {
      return { views: shown(await cases.removeView(principal, name)) };
    },
  };
}

const shown = (views: readonly SavedView[]): directory.SavedView[] =>
  views.map(({ name, queue, filters }) => ({ name, queue, filters: { ...filters } }));

function required(field: string, value: Date | undefined): Date {
  if (value && !Number.isNaN(value.getTime())) return value;
  throw invalidInput('missing_field', `${field} is required.`, { field });
}
