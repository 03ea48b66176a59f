import type { directory } from '@parkline/proto';
import type { Neighbours, Vouch } from '../../application/ports';
import { personOf, route, type Route } from '../route';
import { calendarBody, calendarJson, calendarOf } from '../shapes/calendar';
import { orNothing } from '../shapes/fields';
import {
  assignAnswer,
  assignBody,
  calendarAnswer,
  calendarParam,
  calendarsAnswer,
  importAnswer,
  importBody,
  parkParam,
} from './schemas';

const tag = 'Calendars';
/** A text of 1 MB, escaped in JSON. */
const importKilobytes = 2_560;
/** Thousands of repeating events take their time. */
const importDeadlineMs = 20_000;

interface Needs {
  neighbours: Pick<Neighbours, 'directory'>;
  vouch: Vouch;
}

/** Working times of parks: shown to staff, kept by headquarters. */
export function calendarRoutes({ neighbours: { directory }, vouch }: Needs): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/calendars',
      summary: 'Working times of the parks',
      tag,
      access: 'person',
      limit: 'reads',
      answers: { 200: { description: 'The calendars of the group.', schema: calendarsAnswer } },
      problems: [401, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const { calendars } = await directory.listCalendars({}, { principalToken });
        return { body: { calendars: calendars.map(calendarJson) } };
      },
    }),
    route({
      method: 'post',
      path: '/v1/calendars/{id}',
      summary: 'Make a calendar, or its next version',
      description:
        'Headquarters only. Clocks that run keep their version until headquarters applies the new one to them. An invalid calendar is answered with every wrong field in details.',
      tag,
      access: 'person',
      limit: 'reads',
      params: calendarParam,
      body: calendarBody,
      answers: { 200: { description: 'The calendar as it is kept.', schema: calendarAnswer } },
      problems: [401, 403, 409, 413, 415, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const { expectedVersion, ...content } = call.body;
        const request = { calendar: calendarOf(call.params.id, content), expectedVersion };
        return { body: { calendar: shown(await directory.putCalendar(request, { principalToken })) } };
      },
    }),
    importRoute({ neighbours: { directory }, vouch }),
    exportRoute({ neighbours: { directory }, vouch }),
    route({
      method: 'post',
      path: '/v1/parks/{code}/calendar',
      summary: 'Say which calendar a park works by',
      description: 'Headquarters only.',
      tag,
      access: 'person',
      limit: 'reads',
      params: parkParam,
      body: assignBody,
      answers: { 200: { description: 'The park with its calendar.', schema: assignAnswer } },
      problems: [401, 403, 404, 413, 415, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const request = { parkCode: call.params.code, calendarId: call.body.calendarId ?? '' };
        const { park } = await directory.assignCalendar(request, { principalToken });
        if (!park) throw new Error('directory assigned a calendar without naming the park');
        return { body: { park: { code: park.code, calendarId: orNothing(park.calendarId) } } };
      },
    }),
  ];
}

function importRoute({ neighbours: { directory }, vouch }: Needs): Route {
  return route({
    method: 'post',
    path: '/v1/calendars/{id}/import',
    summary: 'Take holidays and make-up workdays from an iCalendar text',
    description:
      'Headquarters only. Events of whole days whose categories or summary say holiday (休, 放假) or make-up workday (班, 补班, 调休上班) are taken, and rules that repeat them within the covered days; the rest is answered in ignored. Dates that the text does not name stay as they are.',
    tag,
    access: 'person',
    limit: 'reads',
    params: calendarParam,
    body: importBody,
    bodyKilobytes: importKilobytes,
    answers: { 200: { description: 'The calendar, and what became of every date.', schema: importAnswer } },
    problems: [401, 403, 404, 409, 413, 415, 503],
    async handle(call) {
      const principalToken = await vouch(personOf(call).principal);
      const { icalendar, coveredUntil = '', dryRun = false, expectedVersion } = call.body;
      const request = { calendarId: call.params.id, icalendar, coveredUntil, dryRun, expectedVersion };
      const answer = await directory.importCalendar(request, { principalToken, deadlineMs: importDeadlineMs });
      const { added, changed, unchanged, ignored } = answer;
      return { body: { calendar: shown(answer), added, changed, unchanged, ignored } };
    },
  });
}

function exportRoute({ neighbours: { directory }, vouch }: Needs): Route {
  return route({
    method: 'get',
    path: '/v1/calendars/{id}/export',
    summary: 'A calendar as iCalendar',
    description: 'Its holidays, make-up workdays and overrides; importing the text again changes nothing.',
    tag,
    access: 'person',
    limit: 'reads',
    params: calendarParam,
    answers: { 200: { description: 'An .ics file.', contentType: 'text/calendar' } },
    problems: [401, 404, 503],
    async stream(call, _request, response) {
      const principalToken = await vouch(personOf(call).principal);
      const { icalendar } = await directory.exportCalendar({ calendarId: call.params.id }, { principalToken });
      response
        .status(200)
        .set({
          'Cache-Control': 'no-store',
          'Content-Type': 'text/calendar; charset=utf-8',
          'Content-Disposition': `attachment; filename="${call.params.id}.ics"`,
        })
        .send(icalendar);
    },
  });
}

function shown({ calendar }: { calendar?: directory.Calendar | undefined }) {
  if (!calendar) throw new Error('directory answered without the calendar');
  return calendarJson(calendar);
}
