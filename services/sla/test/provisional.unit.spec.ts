import type { ClockSets, KnownCalendar, KnownPark, LiveCases, Parks } from '../src/application/ports';
import { outdatedKeysOf, provisionalKeysOf } from '../src/application/provisional-keys';
import { recomputeDeadlines } from '../src/application/recompute-deadlines';
import { openGroup } from './group';
import { time } from './story';
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

describe('provisional deadlines whose calendar has grown', () => {
  /** Dispatched half an hour before the last covered day ends, so that the 2 wh to sign reach beyond it. */
  const lastDay = (Date.parse('2026-12-31T09:30:00Z') - +time('0m')) / 60_000;

  it('are worked out anew also where one case throws, which is tried again and told of', async () => {
    const group = openGroup(3, (act) => act('dispatch', time(`${lastDay}m`), 'p3'));
    const provisional = (): string[] =>
      [...group.kept.values()].flatMap(({ id, state }) => (state?.provisionalBy ? [id] : []));
    expect(provisional()).toHaveLength(3);
    group.park.grow();
    const broken: ClockSets = {
      ...group.clockSets,
      loadMany: (ids) =>
        ids.includes('case-001') ? Promise.reject(new TypeError('broken')) : group.clockSets.loadMany(ids),
    };
    const liveCases = { idsProvisionalBy: () => Promise.resolve(provisional()) } as unknown as LiveCases;
    const parks = directoryOf([], []);
    const round = recomputeDeadlines({
      ...{ clockSets: broken, liveCases, parks, book: group.park.book, clock: () => time(`${lastDay + 60}m`) },
    });
    expect(await round()).toBe(2);
    expect(provisional()).toEqual(['case-001']);
    await expect(round()).rejects.toThrow('broken');
  });
});
