import type { LogRecord } from '../log';

/** Records kept in memory per partition. */
const tailLength = 512;

/** The end of a partition in memory. Readers that are further behind read the store. */
export interface Tail {
  /** The offset that the next record gets. */
  end(): number;
  push(records: LogRecord[]): void;
  /** Up to `limit` records from the offset on, or nothing where the tail does not reach back so far. */
  read(from: number, limit: number): LogRecord[] | undefined;
  /** Forgets the records; the partition goes on at this offset. */
  restartAt(end: number): void;
}

export function createTail(end: number): Tail {
  let records: LogRecord[] = [];
  let next = end;
  /** The tail has every record from this offset on. */
  let reachesBackTo = end;
  return {
    end: () => next,
    push(fresh) {
      const last = fresh.at(-1);
      if (!last) return;
      records.push(...fresh);
      next = last.offset + 1;
      // Cut in large steps, so that a push costs no copy.
      if (records.length > 2 * tailLength) {
        records = records.slice(-tailLength);
        reachesBackTo = records[0]!.offset;
      }
    },
    read(from, limit) {
      if (from >= next) return [];
      if (from < reachesBackTo) return undefined;
      const first = firstAtOrAfter(records, from);
      return records.slice(first, first + limit);
    },
    restartAt(at) {
      records = [];
      next = at;
      reachesBackTo = at;
    },
  };
}

function firstAtOrAfter(records: LogRecord[], offset: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (records[middle]!.offset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
