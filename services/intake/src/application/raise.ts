import { ParklineError } from '@parkline/errors';
import type { Fault } from '../domain/fault';

/** Throws the error that a fault stands for; does nothing without one. */
export function raise(fault: Fault | undefined): void {
  if (!fault) return;
  throw new ParklineError(
    fault.kind,
    fault.code,
    fault.message,
    fault.field === undefined ? {} : { field: fault.field },
  );
}
