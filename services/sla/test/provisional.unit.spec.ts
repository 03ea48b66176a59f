import type { KnownCalendar, KnownPark, Parks } from '../src/application/ports';
import { outdatedKeysOf, provisionalKeysOf } from '../src/application/provisional-keys';
import { tellStory } from './vectors/stories';

const calendar = (calendarId: string, version: number): KnownCalendar => ({
  ...{ calendarId, version, timeZone: 'Asia/Shanghai', coveredUntil: '2026-12-31' },
});
const park = (code: string, calendarId: string): KnownPark => ({
  ...{ code, calendarId, groupId: 'g1', timeZone: 'Asia/Shanghai' },
});

function directoryOf(parks: readonly KnownPark[], calendars: readonly KnownCalendar[]): Parks {
  return {
    park: (code) => parks.find((one) => one.code === code),
    all: () => parks,
    calendar: (id) => calendars.find(({ calendarId }) => calendarId === id),
    allCalendars: () => calendars,
  };
}

describe('what gave a provisional deadline', () => {
  it('is kept of every clock, as each may go by another version', () => {
    const { set } = tellStory({
      shows: 'resolve stood still while the calendar grew, so it goes on by the first version',
      received: '12-30 09:00',
      story: [
        ...['12-30 09:00 dispatch p3', '12-30 09:10 sign', '12-30 09:20 contact', '12-30 10:00 suspend'],
        ...['12-30 11:00 grow', '2027-01-29 17:00 resume', '2027-01-29 17:00 redispatch'],
      ],
      gives: {},
    });
    expect(set).toMatchObject({ provisionalClocks: 2, provisionalBy: ['sh01/1', 'sh01/2'] });
  });

  it('is outdated once there is a newer version, also of a calendar that its park has left', () => {
    const parks = directoryOf([park('SH01', 'new')], [calendar('old', 3), calendar('new', 1)]);
    expect(outdatedKeysOf(parks)).toEqual(['park/SH01', 'old/1', 'old/2']);
  });

  it('is not outdated as long as the calendar of a park has not come', () => {
    const parks = directoryOf([park('SH01', 'sh01'), park('GATE', '')], []);
    expect(outdatedKeysOf(parks)).toEqual(['park/GATE']);
    expect(provisionalKeysOf(parks, parks.all())).toEqual(['park/SH01', 'park/GATE']);
  });
});
