import { directory, topics } from '@parkline/proto';
import { waitFor } from '@parkline/testing';
import { startRig, type Rig } from './rig';

const now = new Date('2026-11-22T02:00:00Z');

let rig: Rig;
let client: Rig['client'];
let as: Rig['as'];
const officer = () => as({ role: 'hq-officer' });

beforeAll(async () => {
  rig = await startRig({ clock: () => now });
  ({ client, as } = rig);
});
afterAll(() => rig.end());

const draft = (change: Partial<directory.Calendar> = {}) =>
  directory.Calendar.create({
    id: 'berlin',
    name: '柏林',
    timeZone: 'Europe/Berlin',
    week: [
      { weekday: 1, from: '13:00', to: '17:00' },
      { weekday: 1, from: '09:00', to: '12:00' },
      { weekday: 5, from: '09:00', to: '15:00' },
    ],
    standardWeekday: 1,
    days: [{ date: '2026-12-25', kind: 'holiday', name: 'Weihnachten', windows: [] }],
    coveredFrom: '2026-01-01',
    coveredUntil: '2026-12-31',
    ...change,
  });
const put = async (calendar: directory.Calendar, expectedVersion: number) =>
  (await client.putCalendar({ calendar, expectedVersion }, await officer())).calendar;
const calendarOf = async (id: string) =>
  (await client.listCalendars({}, await officer())).calendars.find((calendar) => calendar.id === id);
const ics = (...events: [date: string, summary: string][]) =>
  [
    'BEGIN:VCALENDAR',
    ...events.flatMap(([date, summary]) => [
      'BEGIN:VEVENT',
      `DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`,
      `SUMMARY:${summary}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ].join('\r\n');

describe('calendars', () => {
  it('are seen by the staff of their group, and by services', async () => {
    const { calendars } = await client.listCalendars({}, await as({ parks: ['SH01'] }));
    expect(calendars.map(({ id }) => id)).toEqual(['around-the-clock', 'cn-industrial', 'cn-office', 'cn-residential']);
    expect((await client.listCalendars({}, await as({ groupId: 'other' }))).calendars).toEqual([]);
    expect((await client.getDirectory({})).calendars).toHaveLength(4);
    await expect(client.listCalendars({}, await as({ kind: 'public' }))).rejects.toMatchObject({ kind: 'Forbidden' });
  });

  it('are made and changed in versions, each told as an event under one key', async () => {
    const first = await put(draft(), 0);
    expect(first).toMatchObject({ version: 1, groupId: 'demo', week: [{ from: '09:00' }, { from: '13:00' }, {}] });
    const second = await put(draft({ name: '柏林办公' }), 1);
    expect(second).toMatchObject({ version: 2, name: '柏林办公' });
    const events = () => rig.bus.events(topics.directory).filter(({ key }) => key === 'calendar/berlin');
    await waitFor(() => events().length === 2);
    const { entity } = directory.DirectoryEvent.decode(events()[1]?.payload ?? new Uint8Array());
    expect(events()[1]).toMatchObject({ type: 'CalendarChanged', seq: 2 });
    expect(entity).toEqual({ $case: 'calendar', value: second });
  });

  it('are not changed by who saw an older version, nor twice by a repeated request', async () => {
    await expect(put(draft({ name: '另一个' }), 1)).rejects.toMatchObject({
      kind: 'Conflict',
      code: 'stale_version',
      details: { version: '2' },
    });
    await expect(put(draft({ id: 'new-one' }), 3)).rejects.toMatchObject({ code: 'stale_version' });
    expect(await put(draft({ name: '柏林办公' }), 1)).toMatchObject({ version: 2 });
  });

  it('are changed once where twenty officers are at it at the same time', async () => {
    const tries = Array.from({ length: 20 }, (_, n) => put(draft({ id: 'race', name: `第 ${n} 个` }), 0));
    const settled = await Promise.allSettled(tries);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await calendarOf('race'))?.version).toBe(1);
  });

  it('are refused with every field that is wrong', async () => {
    const wrong = draft({
      timeZone: 'Mars/Olympus',
      name: 'a\r\nBEGIN:VEVENT',
      week: [
        { weekday: 5, from: '09:00', to: '15:00' },
        { weekday: 1, from: '09:00', to: '12:00' },
        { weekday: 1, from: '11:00', to: '17:00' },
        { weekday: 9, from: '11:00', to: '17:00' },
      ],
      days: [{ date: '2027-01-01', kind: 'party', name: 'x', windows: [] }],
    });
    await expect(put(wrong, 0)).rejects.toMatchObject({
      kind: 'InvalidInput',
      code: 'calendar_invalid',
      details: {
        'calendar.name': expect.stringContaining('one line'),
        'calendar.timeZone': expect.stringContaining('IANA'),
        'calendar.week[2].from': expect.stringContaining('earlier'),
        'calendar.week': expect.stringContaining('not known'),
        'calendar.days[0].date': expect.stringContaining('coveredFrom'),
        'calendar.days[0].kind': expect.stringContaining('holiday'),
      },
    });
    for (const id of ['', '../x', 'A', 'x'.repeat(51)]) {
      await expect(put(draft({ id }), 0)).rejects.toMatchObject({ details: { 'calendar.id': expect.any(String) } });
    }
  });

  it('around the clock have neither windows nor an end', async () => {
    expect(await put(draft({ id: 'always', aroundTheClock: true }), 0)).toMatchObject({
      week: [],
      days: [],
      coveredUntil: '',
    });
    const wanted = { calendarId: 'always', icalendar: ics(), coveredUntil: '', expectedVersion: 1, dryRun: false };
    await expect(client.importCalendar(wanted, await officer())).rejects.toMatchObject({
      code: 'calendar_around_the_clock',
    });
  });

  it.each(['handler', 'team-lead', 'park-manager', 'region-manager', 'agent', 'auditor'])(
    'are headquarters’ alone to change, not a %s’s',
    async (role) => {
      const token = await as({ role });
      const forbidden = { kind: 'Forbidden', code: 'headquarters_only' };
      const wanted = { calendarId: 'berlin', icalendar: ics(), coveredUntil: '', expectedVersion: 2, dryRun: true };
      await expect(client.putCalendar({ calendar: draft(), expectedVersion: 2 }, token)).rejects.toMatchObject(
        forbidden,
      );
      await expect(client.importCalendar(wanted, token)).rejects.toMatchObject(forbidden);
      await expect(client.assignCalendar({ parkCode: 'SH01', calendarId: 'berlin' }, token)).rejects.toMatchObject(
        forbidden,
      );
    },
  );

  it('of another group are not to be seen, taken over or assigned', async () => {
    const other = await as({ role: 'hq-officer', groupId: 'other' });
    await expect(client.exportCalendar({ calendarId: 'cn-office' }, other)).rejects.toMatchObject({ kind: 'NotFound' });
    const taken = { calendar: draft({ id: 'cn-office' }), expectedVersion: 0 };
    await expect(client.putCalendar(taken, other)).rejects.toMatchObject({ kind: 'Conflict', code: 'id_taken' });
    const assigned = { parkCode: 'OT01', calendarId: 'cn-office' };
    await expect(client.assignCalendar(assigned, other)).rejects.toMatchObject({ code: 'calendar_unknown' });
    await expect(client.assignCalendar({ parkCode: 'OT01', calendarId: '' }, await officer())).rejects.toMatchObject({
      code: 'park_unknown',
    });
  });
});

describe('importing', () => {
  const wanted = (change: Partial<directory.ImportCalendarRequest> = {}) => ({
    calendarId: 'cn-office',
    icalendar: ics(
      ['2027-01-01', '元旦（休）'],
      ['2027-01-02', '元旦（班）'],
      ['2026-10-01', '国庆节'],
      ['2026-12-31', '补班'],
    ),
    coveredUntil: '2027-12-31',
    expectedVersion: 1,
    dryRun: false,
    ...change,
  });

  it('what was exported changes nothing', async () => {
    const { icalendar } = await client.exportCalendar({ calendarId: 'cn-office' }, await as({ parks: ['SH01'] }));
    const answer = await client.importCalendar(wanted({ icalendar, coveredUntil: '' }), await officer());
    expect(answer).toMatchObject({ added: [], changed: [], ignored: [], calendar: { version: 1 } });
    expect(answer.unchanged).toHaveLength(39);
  });

  it('what was exported into an empty calendar makes the same days', async () => {
    const { icalendar } = await client.exportCalendar({ calendarId: 'cn-office' }, await officer());
    const whole = await calendarOf('cn-office');
    const empty = { ...whole, id: 'copy', days: [], coveredUntil: '2026-01-01' } as directory.Calendar;
    await put(empty, 0);
    const answer = await client.importCalendar(
      wanted({ calendarId: 'copy', icalendar, coveredUntil: '' }),
      await officer(),
    );
    expect(answer.calendar).toEqual({ ...whole, id: 'copy', version: 2 });
  });

  it('tells beforehand what would change, and changes nothing', async () => {
    const answer = await client.importCalendar(wanted({ dryRun: true }), await officer());
    expect(answer).toMatchObject({
      added: ['2026-12-31', '2027-01-01', '2027-01-02'],
      changed: [],
      ignored: [expect.stringContaining('“国庆节” (2026-10-01): says neither')],
      calendar: { version: 1, coveredUntil: '2027-12-31' },
    });
    expect(await calendarOf('cn-office')).toMatchObject({ version: 1, coveredUntil: '2026-12-31' });
  });

  it('adds to what is there, as the next version, and grows the covered days', async () => {
    const { calendar } = await client.importCalendar(wanted(), await officer());
    expect(calendar).toMatchObject({ version: 2, coveredFrom: '2026-01-01', coveredUntil: '2027-12-31' });
    expect(calendar?.days).toHaveLength(42);
    await expect(client.importCalendar(wanted(), await officer())).rejects.toMatchObject({ code: 'stale_version' });
    const corrected = ics(['2026-10-01', '国庆节放假一天']);
    const answer = await client.importCalendar(
      wanted({ icalendar: corrected, coveredUntil: '', expectedVersion: 2 }),
      await officer(),
    );
    expect(answer).toMatchObject({ changed: ['2026-10-01'], calendar: { version: 3, coveredUntil: '2027-12-31' } });
  });

  it('covers no year whose holidays nobody has named', async () => {
    const gap = wanted({ icalendar: ics(['2030-01-01', '元旦放假']), coveredUntil: '', expectedVersion: 3 });
    await expect(client.importCalendar(gap, await officer())).rejects.toMatchObject({
      code: 'coverage_gap',
      message: expect.stringContaining('2028-01-01'),
    });
    const claimed = wanted({ coveredUntil: '2031-12-31', expectedVersion: 3 });
    await expect(client.importCalendar(claimed, await officer())).rejects.toMatchObject({ code: 'coverage_gap' });
  });

  it('refuses a text that cannot be read, and a date that is none', async () => {
    const call = async (change: Partial<directory.ImportCalendarRequest>) =>
      client.importCalendar(wanted({ expectedVersion: 3, ...change }), await officer());
    await expect(call({ icalendar: 'hello' })).rejects.toMatchObject({
      kind: 'InvalidInput',
      code: 'icalendar_missing',
    });
    await expect(call({ icalendar: 'x'.repeat(1_048_577) })).rejects.toMatchObject({ code: 'icalendar_too_large' });
    await expect(call({ coveredUntil: '2027-02-30' })).rejects.toMatchObject({ code: 'bad_date' });
    await expect(call({ calendarId: 'nowhere' })).rejects.toMatchObject({ kind: 'NotFound' });
  });
});

describe('the calendar of a park', () => {
  it('is assigned, told as an event, and taken away again', async () => {
    const { park } = await client.assignCalendar({ parkCode: 'CD01', calendarId: 'cn-residential' }, await officer());
    expect(park).toMatchObject({ code: 'CD01', calendarId: 'cn-residential', type: directory.ParkType.RESIDENTIAL });
    await waitFor(() => rig.bus.events(topics.directory).some(({ key, seq }) => key === 'park/CD01' && seq === 2));
    const gone = await client.assignCalendar({ parkCode: 'CD01', calendarId: '' }, await officer());
    expect(gone.park?.calendarId).toBe('');
  });
});

describe('an absence', () => {
  const from = new Date('2026-12-01T00:00:00Z');
  const until = new Date('2026-12-05T00:00:00Z');

  it('is recorded by himself, shown to all, and ended by naming no deputy', async () => {
    const himself = await as({ subject: 'sh01-eng-1', parks: ['SH01'] });
    const { staff } = await client.setAbsence({ staffId: 'sh01-eng-1', from, until, deputyId: 'sh01-eng-2' }, himself);
    expect(staff?.absences).toEqual([{ from, until, deputyId: 'sh01-eng-2' }]);
    await waitFor(() =>
      rig.bus.events(topics.directory).some(({ key, seq }) => key === 'staff/sh01-eng-1' && seq === 2),
    );
    expect((await client.getStaff({ id: 'sh01-eng-1' })).staff?.absences).toHaveLength(1);
    const back = { staffId: 'sh01-eng-1', from, until: undefined, deputyId: '' };
    expect((await client.setAbsence(back, himself)).staff?.absences).toEqual([]);
    await expect(client.setAbsence(back, himself)).rejects.toMatchObject({ kind: 'Refused', code: 'no_absence' });
  });

  it('is not a colleague’s to set, and not to be seen from another park', async () => {
    const wish = { staffId: 'sh01-eng-1', from, until, deputyId: 'sh01-eng-2' };
    await expect(client.setAbsence(wish, await as({ parks: ['SH01'] }))).rejects.toMatchObject({ kind: 'Forbidden' });
    await expect(client.setAbsence(wish, await as({ parks: ['SH02'] }))).rejects.toMatchObject({ kind: 'NotFound' });
    await expect(client.setAbsence({ ...wish, until: from }, await officer())).rejects.toMatchObject({
      code: 'absence_reversed',
      field: 'until',
    });
    await expect(client.setAbsence({ ...wish, from: undefined }, await officer())).rejects.toMatchObject({
      code: 'missing_field',
    });
  });
});
