import { fieldsOf, listOf, type Report } from './check-report';
import { timeOfDayMs } from './local-time';

const MOST_WINDOWS = 24;

/** Reports what is wrong with the windows of one day; returns how many there are, undefined if that cannot be said. */
export function checkWindows(value: unknown, field: string, report: Report): number | undefined {
  const windows = listOf(value, field, MOST_WINDOWS, 'too_many_windows', report);
  let latest: { field: string; toMs: number } | undefined;
  windows?.forEach((window, index) => {
    const here = `${field}[${index}]`;
    const span = checkWindow(window, here, report);
    if (!span) return;
    if (latest && span.fromMs < latest.toMs)
      report(`${here}.from`, 'windows_overlap', `must not be earlier than the end of ${latest.field}`);
    latest = { field: here, toMs: span.toMs };
  });
  return windows?.length;
}

function checkWindow(value: unknown, field: string, report: Report) {
  const window = fieldsOf(value, field, ['from', 'to'], report);
  if (!window) return undefined;
  const fromMs = checkTime(window.from, `${field}.from`, '00:00 to 23:59', report);
  const toMs = checkTime(window.to, `${field}.to`, '00:01 to 24:00', report);
  if (fromMs === undefined || toMs === undefined) return undefined;
  if (fromMs < toMs) return { fromMs, toMs };
  report(`${field}.to`, 'empty_window', 'must be later than from; a shift over midnight is written on both days');
  return undefined;
}

function checkTime(value: unknown, field: string, range: string, report: Report): number | undefined {
  const ms = typeof value === 'string' ? timeOfDayMs(value) : undefined;
  if (ms === undefined) report(field, 'bad_time', `must be a local time of day, ${range}`);
  return ms;
}
