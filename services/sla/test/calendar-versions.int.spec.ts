import { connectStore, createReadCopy, type Store } from '@parkline/mongo';
import { directory } from '@parkline/proto';
import { createLogger } from '@parkline/service-kit';
import { startTestStore, waitFor, type TestStore } from '@parkline/testing';
import { createCalendarVersions, type CalendarVersions } from '../src/outbound/calendar-versions';
import { createDirectoryCopy } from '../src/outbound/directory-copy';
import { packCalendar, unpackCalendar } from '../src/outbound/packed-calendar';
import { createRecent } from '../src/outbound/recent';

const logger = createLogger({ service: 'sla', level: 'silent' });
const refreshMs = 20;

/** A calendar of eight hours a day from this hour on, with five years of holidays. */
function calendarOf(version: number, hour = 1 + (version % 9)): directory.Calendar {
  const two = (value: number): string => String(value).padStart(2, '0');
  return directory.Calendar.create({
    ...{ id: 'cn', groupId: 'g1', version, name: '办公', timeZone: 'Asia/Shanghai', standardWeekday: 1 },
    week: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: `${two(hour)}:00`, to: `${two(hour + 8)}:00` })),
    days: Array.from({ length: 60 }, (_, index) =>
      directory.CalendarDay.create({
        date: `${2022 + Math.floor(index / 12)}-${two(1 + (index % 12))}-01`,
        ...{ kind: index % 7 ? 'holiday' : 'override', name: '节假日', nameEn: 'Holiday' },
      }),
    ),
    ...{ coveredFrom: '2022-01-01', coveredUntil: '2026-12-31' },
  });
}

let server: TestStore;
const stores: Store[] = [];
const open: { stop(): void }[] = [];
beforeAll(async () => {
  server = await startTestStore();
});
afterAll(async () => {
  for (const one of open) one.stop();
  for (const store of stores) await store.close();
  await server.stop();
});

async function openStore(name: string): Promise<Store> {
  const store = await connectStore({ uri: server.uri, database: `${name}_${process.pid}_${Date.now()}`, logger });
  stores.push(store);
  return store;
}

async function openVersions(store: Store): Promise<CalendarVersions> {
  const versions = createCalendarVersions(store, { logger, refreshMs });
  await versions.start();
  open.push(versions);
  return versions;
}

describe('the versions of calendars', () => {
  it('are all known to every replica, whichever was told of them, and after a start', async () => {
    const store = await openStore('versions');
    const [first, second] = [await openVersions(store), await openVersions(store)];
    await first.add(Array.from({ length: 210 }, (_, index) => calendarOf(index + 1)));
    expect(first.get('cn', 1)).toEqual(calendarOf(1));
    await waitFor(() => second.get('cn', 210));
    await second.add([calendarOf(211)]);
    expect(await waitFor(() => first.get('cn', 211))).toEqual(calendarOf(211));
    const third = await openVersions(store);
    for (const version of [1, 150, 210, 211]) expect(third.get('cn', version)).toEqual(calendarOf(version));
    expect(third.get('cn', 212)).toBeUndefined();
    expect(third.get('other', 1)).toBeUndefined();
  });

  it('stay as they were told of first, also where two replicas are told at once', async () => {
    const store = await openStore('first');
    const both = [await openVersions(store), await openVersions(store)];
    await Promise.all(both.map((versions) => versions.add([calendarOf(1)])));
    await both[0]!.add([calendarOf(1, 9)]);
    const late = await openVersions(store);
    await late.add([calendarOf(1, 9)]);
    for (const versions of [...both, late]) expect(versions.get('cn', 1)).toEqual(calendarOf(1));
  });

  it('are read as an earlier release stored them, and told to one that still runs', async () => {
    const store = await openStore('earlier');
    const earlier = createReadCopy<directory.Calendar>(store, { name: 'calendar_versions', logger, refreshMs });
    await earlier.start();
    open.push(earlier);
    await earlier.apply([{ key: 'cn/1', seq: 1, value: calendarOf(1) }]);
    const versions = await openVersions(store);
    expect(versions.get('cn', 1)).toEqual(calendarOf(1));
    await versions.add([calendarOf(2)]);
    expect(await waitFor(() => earlier.get('cn/2'))).toEqual(calendarOf(2));
    await earlier.apply([{ key: 'cn/3', seq: 1, value: calendarOf(3) }]);
    expect(await waitFor(() => versions.get('cn', 3))).toEqual(calendarOf(3));
  });

  it('take a tenth of their text, packed, and come out as they went in', () => {
    const calendar = calendarOf(7);
    const packed = packCalendar(calendar);
    expect(packed.byteLength).toBeLessThan(JSON.stringify(calendar).length / 10);
    expect(packed.buffer.byteLength).toBe(packed.byteLength);
    expect(unpackCalendar(packed)).toEqual(calendar);
  });
});

describe('the copy of the directory', () => {
  it('counts by each of very many versions as it was, however many are compiled at a time', async () => {
    const store = await openStore('copy');
    const copy = createDirectoryCopy(store, { logger, refreshMs });
    await copy.start();
    open.push(copy);
    const versions = Array.from({ length: 100 }, (_, index) => index + 1);
    await copy.apply(
      versions.map((seq) => ({ key: 'calendar/cn', seq, value: { $case: 'calendar', value: calendarOf(seq) } })),
    );
    const monday = new Date('2026-03-01T16:00:00Z');
    for (const version of [1, 2, 50, 99, 100, 1]) {
      const known = copy.calendars.calendar('cn', version);
      expect(known).toMatchObject({ calendarId: 'cn', calendarVersion: version });
      const opens = 1 + (version % 9);
      expect(known?.time.add(monday, 60_000)).toEqual(new Date(monday.getTime() + opens * 3_600_000 + 60_000));
    }
    expect(copy.calendars.calendar('cn', 100)).toBe(copy.calendars.newestCalendar('cn'));
    expect(copy.calendars.calendar('cn', 101)).toBeUndefined();
  });
});

describe('what was used last', () => {
  it('is kept, and what was not used for longest is let go', () => {
    const recent = createRecent<number>();
    for (const [key, value] of [...'abc'].entries()) recent.keep(value, key, 3);
    recent.get('a');
    recent.get('c');
    recent.keep('d', 3, 3);
    expect([...'abcd'].map((key) => recent.get(key))).toEqual([0, undefined, 2, 3]);
    recent.keep('e', 4, 1);
    expect([...'abcde'].map((key) => recent.get(key))).toEqual([undefined, undefined, undefined, undefined, 4]);
  });

  it('may be a value that is kept anew', () => {
    const recent = createRecent<number>();
    recent.keep('a', 1, 2);
    recent.keep('b', 2, 2);
    recent.keep('a', 3, 2);
    recent.keep('c', 4, 2);
    expect([...'abc'].map((key) => recent.get(key))).toEqual([3, undefined, 4]);
  });
});
