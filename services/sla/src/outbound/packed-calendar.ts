import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { directory } from '@parkline/proto';

/** A calendar as it was stored, also by an earlier release that did not know all of today's fields. */
export type StoredCalendar = Partial<directory.Calendar>;

/** A calendar in a few per cent of what it takes as an object: its days are much alike. */
export function packCalendar(calendar: StoredCalendar): Uint8Array {
  // A copy of its own: what comes from zlib holds on to the whole chunk that it was written in.
  return new Uint8Array(deflateRawSync(directory.Calendar.encode(directory.Calendar.create(calendar)).finish()));
}

export function unpackCalendar(packed: Uint8Array): directory.Calendar {
  return directory.Calendar.decode(inflateRawSync(packed));
}
