import { endOfQuiet, mayWait } from '../src/domain/quiet-hours';
import { caseChanged, head } from './occurrences';

const night = { from: '22:00', to: '07:30' };

describe('quiet hours', () => {
  it.each([
    ['before them', '2026-03-02T13:59:00Z', 'Asia/Shanghai', undefined],
    ['as they begin', '2026-03-02T14:00:00Z', 'Asia/Shanghai', '2026-03-02T23:30:00.000Z'],
    ['after midnight', '2026-03-02T18:00:59Z', 'Asia/Shanghai', '2026-03-02T23:30:00.000Z'],
    ['in their last minute', '2026-03-02T23:29:59Z', 'Asia/Shanghai', '2026-03-02T23:30:00.000Z'],
    ['as they end', '2026-03-02T23:30:00Z', 'Asia/Shanghai', undefined],
    ['in a night that is an hour shorter', '2026-03-28T22:00:00Z', 'Europe/Berlin', '2026-03-29T05:30:00.000Z'],
    ['in a night that is an hour longer', '2026-10-24T21:00:00Z', 'Europe/Berlin', '2026-10-25T06:30:00.000Z'],
  ])('end where they should %s', (_, at, timeZone, end) => {
    expect(endOfQuiet(new Date(at), night, timeZone)?.toISOString()).toBe(end);
  });

  it('may lie within one day', () => {
    const noon = { from: '12:00', to: '13:00' };
    expect(endOfQuiet(new Date('2026-03-02T12:30:00Z'), noon, 'UTC')?.toISOString()).toBe('2026-03-02T13:00:00.000Z');
    expect(endOfQuiet(new Date('2026-03-02T23:30:00Z'), noon, 'UTC')).toBeUndefined();
  });

  it('hold back what the ladder says, but nothing about a P1 and nothing else', () => {
    const warned = (priority: string) =>
      mayWait('clock-warning', {
        ...head,
        type: 'clock_warned',
        clock: 'sign',
        step: 75,
        unitId: '',
        handlerId: '',
        priority,
      });
    expect(warned('p2')).toBe(true);
    expect(warned('p1')).toBe(false);
    expect(mayWait('dispatched-to-you', caseChanged({ change: 'dispatched' }))).toBe(false);
  });
});
