import { Registry } from 'prom-client';
import { daysLeft, endsSoon } from '../src/application/list-coverage';
import type { KnownCalendar, Parks } from '../src/application/ports';
import { coverageLeft, watchCoverage } from '../src/application/watch-coverage';
import { showCoverage } from '../src/outbound/coverage-alert';

const calendar: KnownCalendar = {
  ...{ calendarId: 'sh01', version: 1, timeZone: 'Asia/Shanghai', coveredUntil: '2026-12-31' },
};
const always: KnownCalendar = { ...calendar, calendarId: 'gate', coveredUntil: undefined };
const park = { code: 'SH01', groupId: 'g1', timeZone: 'Asia/Shanghai', calendarId: 'sh01' };
const parks: Parks = {
  park: () => park,
  all: () => [
    ...[park, { ...park, code: 'SH02' }, { ...park, code: 'GATE', calendarId: 'gate' }],
    { ...park, code: 'NONE', calendarId: '' },
  ],
  allCalendars: () => [calendar, always],
  calendar: (id) => [calendar, always].find(({ calendarId }) => calendarId === id),
};

describe('how far a calendar reaches', () => {
  it.each([
    ['2026-12-30T15:59:59Z', 1],
    ['2026-12-30T16:00:00Z', 0],
    ['2027-01-01T00:00:00Z', -1],
    ['2026-10-02T04:00:00Z', 90],
  ])('is counted in days of the place: at %s %i are left', (now, days) => {
    expect(daysLeft(calendar, new Date(now))).toBe(days);
  });

  it('calls for renewal when less than 90 days are left, never for one around the clock', () => {
    expect(endsSoon(calendar, new Date('2026-10-02T04:00:00Z'))).toBe(false);
    expect(endsSoon(calendar, new Date('2026-10-03T04:00:00Z'))).toBe(true);
    expect(endsSoon(always, new Date('2126-10-03T04:00:00Z'))).toBe(false);
  });

  it('is warned of once a day, for each calendar in use', async () => {
    let now = new Date('2026-10-02T04:00:00Z');
    const warned: string[] = [];
    const warn = ({ calendarId }: KnownCalendar) =>
      void warned.push(`${calendarId} on ${now.toISOString().slice(0, 10)}`);
    const watch = watchCoverage({ parks, clock: () => now, warn });
    await watch();
    expect(warned).toEqual([]);
    for (const time of ['2026-10-03T04:00:00Z', '2026-10-03T05:00:00Z', '2026-10-04T04:00:00Z']) {
      now = new Date(time);
      await watch();
    }
    expect(warned).toEqual(['sh01 on 2026-10-03', 'sh01 on 2026-10-04']);
  });

  it('is shown to those who watch the installation', async () => {
    const metrics = new Registry();
    showCoverage(metrics, coverageLeft({ parks, clock: () => new Date('2026-12-01T00:00:00Z') }));
    expect(await metrics.metrics()).toContain('sla_calendar_covered_days_left{calendar="sh01"} 30');
    expect(await metrics.metrics()).not.toContain('gate');
  });
});
