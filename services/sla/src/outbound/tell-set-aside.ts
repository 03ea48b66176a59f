import type { Logger } from '@parkline/service-kit';
import { Counter, type Registry } from 'prom-client';
import type { TellSetAside } from '../application/carry-out-applications';

/** Counts and logs the cases that newer rules could not be applied to: by their ids, and what was thrown by its code. */
export function createTellSetAside({ logger, metrics }: { logger: Logger; metrics: Registry }): TellSetAside {
  const setAside = new Counter({
    name: 'sla_cases_set_aside_total',
    help: 'Cases whose clocks keep their rules, as applying newer ones threw however often it was tried',
    registers: [metrics],
  });
  return ({ id }, cases) => {
    setAside.inc(cases.length);
    for (const { caseId, cause, tries } of cases) {
      logger.error(
        { application: id, case: caseId, tries, ...faultOf(cause) },
        'newer rules could not be applied to this case: it was set aside, and the next application takes it again',
      );
    }
  };
}

/** What was thrown and where, without its words: those may quote what is stored. */
function faultOf(cause: unknown): { code: string; at?: string[] } {
  if (!(cause instanceof Error)) return { code: 'not_an_error' };
  const { code } = cause as { code?: unknown };
  const at = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { code: typeof code === 'string' ? code : cause.name, at: at.slice(0, 4).map((line) => line.trim()) };
}
