import type { Principal } from '@parkline/auth';
import type { KnownPark, Parks, Policies } from '../src/application/ports';
import { previewDeadlines } from '../src/application/preview-deadlines';
import type { PreviewRequest } from '../src/application/preview-request';
import { defaultPolicy } from '../src/domain/policy';
import { RECEIVED_AT, time } from './story';

const officer: Principal = {
  ...{ kind: 'person', subject: 'officer', role: 'hq-officer', groupId: 'g1', parks: 'all', issuer: 'gateway' },
};
const minutes: PreviewRequest = {
  ...{ parkCode: 'SH01', startAt: RECEIVED_AT, workingMinutes: 60, pauses: [], category: '', allowProvisional: true },
  ...{ priority: undefined, complainantType: undefined, draftPolicy: undefined, draftCalendar: undefined },
};
const clocks: PreviewRequest = { ...minutes, workingMinutes: 0, priority: 'p2' };
const draft = {
  ...{ id: 'draft', groupId: 'g1', version: 1, name: 'draft', nameEn: '', timeZone: 'UTC', aroundTheClock: true },
  ...{ week: [], standardWeekday: 0, days: [], coveredFrom: '', coveredUntil: '' },
};

/** Previews for a park with this calendar, of which nothing is known here yet. */
function previewsFor(calendarId: string) {
  const park: KnownPark = { code: 'SH01', groupId: 'g1', timeZone: 'Asia/Shanghai', calendarId };
  const parks: Parks = { park: () => park, all: () => [park], calendar: () => undefined, allCalendars: () => [] };
  const policies = { inForce: () => defaultPolicy('g1') } as unknown as Policies;
  return previewDeadlines({ parks, calendarOf: () => undefined, policies });
}

describe('a preview', () => {
  it.each([
    ['working minutes', minutes],
    ['the clocks of a case', clocks],
  ])(
    'of %s is refused while the calendar of the park is not known, and never counts around the clock',
    (_of, asked) => {
      const preview = () => previewsFor('sh01')(asked, officer);
      expect(preview).toThrow(expect.objectContaining({ kind: 'Unavailable', code: 'calendar_not_here_yet' }));
      expect(preview).toThrow('SH01');
    },
  );

  it('goes by a draft where one is given, known calendar or not', () => {
    expect(previewsFor('sh01')({ ...minutes, draftCalendar: draft }, officer).dueAt).toEqual(time('60m'));
  });

  it('counts around the clock where the park has no calendar', () => {
    expect(previewsFor('')(minutes, officer).dueAt).toEqual(time('60m'));
  });
});
