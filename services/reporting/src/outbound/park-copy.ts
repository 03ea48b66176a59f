import { directory } from '@parkline/proto';
import { createReadCopy, type ReadCopyItem, type Store } from '@parkline/mongo';
import type { Logger } from '@parkline/service-kit';
import type { Parks } from '../application/get-summary';
import type { ParkPlace } from '../application/redate-facts';

/** Reporting's own copy of what it needs of the parks, fed by directory's events. */
export interface ParkCopy extends Parks {
  /** Takes over what is newer than what is kept. @returns the parks that the events are about, also those seen before */
  apply(events: readonly { key: string; seq: number; payload: Uint8Array }[]): Promise<ParkPlace[]>;
  timeZoneOf(parkCode: string): string | undefined;
  start(): Promise<void>;
  stop(): void;
}

interface ParkValue {
  code: string;
  groupId: string;
  timeZone: string;
}

export function createParkCopy(store: Store, logger: Logger): ParkCopy {
  const copy = createReadCopy<ParkValue>(store, { name: 'directory', logger });
  return {
    async apply(events) {
      const items: ReadCopyItem<ParkValue>[] = [];
      for (const { key, seq, payload } of events) {
        const { entity } = directory.DirectoryEvent.decode(payload);
        if (entity?.$case !== 'park') continue;
        const { code, groupId, timeZone } = entity.value;
        items.push({ key, seq, value: { code, groupId, timeZone } });
      }
      if (items.length > 0) await copy.apply(items);
      return [...new Map(items.flatMap(({ key, value }) => (value ? [[key, value]] : []))).values()];
    },
    timeZoneOf: (parkCode) => copy.get(`park/${parkCode}`)?.timeZone,
    all: () => [...copy.all().values()],
    start: () => copy.start(),
    stop: () => copy.stop(),
  };
}
