import { unavailable } from '@parkline/errors';
import type { Store } from '@parkline/mongo';
import type { Logger } from '@parkline/service-kit';
import type { Numbers } from '../application/ports';
import { formatNumber } from '../domain/number';

/** `_id` is park and day; `next` is the first number that no process has taken. */
interface Block {
  _id: string;
  next: number;
}

interface Supply {
  day: string;
  ranges: { next: number; end: number }[];
  left: number;
  refill?: Promise<void>;
}

export const numberBlocks = { name: 'number_blocks', indexes: [{ keys: { _id: 1, next: 1 } as Record<string, 1> }] };

const attempts = 50;
const duplicateKey = 11000;

/**
 * Gives out numbers from blocks taken from the store, so that a registration needs no write of its own for its number.
 * The next block is fetched when half of the last one is used. A process that ends leaves a gap, never a double.
 */
export function createNumbers(store: Store, options: { blockSize: number; logger: Logger }): Numbers {
  const { blockSize, logger } = options;
  const blocks = store.collection<Block>(numberBlocks.name);
  const supplies = new Map<string, Supply>();

  /** Takes a block by an optimistic update: of several processes that read the same `next`, one wins. */
  const takeBlock = async (key: string): Promise<number> => {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const found = await blocks.findOne({ _id: key });
      if (!found) {
        if (await insertFirst(key)) return 1;
        continue;
      }
      const { next } = found;
      const { modifiedCount } = await blocks.updateOne({ _id: key, next }, { $set: { next: next + blockSize } });
      if (modifiedCount === 1) return next;
    }
    throw unavailable('no_number', 'No free number could be taken; try again.');
  };

  const insertFirst = async (key: string): Promise<boolean> => {
    try {
      await blocks.insertOne({ _id: key, next: 1 + blockSize });
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code === duplicateKey) return false;
      throw error;
    }
  };

  const refill = (parkCode: string, supply: Supply): Promise<void> => {
    supply.refill ??= takeBlock(`${parkCode}-${supply.day}`)
      .then((next) => {
        supply.ranges.push({ next, end: next + blockSize });
        supply.left += blockSize;
      })
      .finally(() => delete supply.refill);
    return supply.refill;
  };

  const supplyOf = (parkCode: string, day: string): Supply => {
    const known = supplies.get(parkCode);
    if (known?.day === day) return known;
    const fresh: Supply = { day, ranges: [], left: 0 };
    supplies.set(parkCode, fresh);
    return fresh;
  };

  return {
    async next(parkCode, day) {
      const supply = supplyOf(parkCode, day);
      while (supply.left === 0) await refill(parkCode, supply);
      const ordinal = take(supply);
      if (supply.left <= blockSize / 2 && !supply.refill) {
        // Ahead of need: if it fails, whoever finds the supply empty tries again and hears of it.
        refill(parkCode, supply).catch((error: unknown) =>
          logger.warn({ err: error, parkCode }, 'no numbers taken ahead'),
        );
      }
      return formatNumber(parkCode, day, ordinal);
    },
  };
}

function take(supply: Supply): number {
  const [range] = supply.ranges;
  if (!range) throw new Error('A supply of numbers has lost count.');
  const ordinal = range.next;
  range.next += 1;
  supply.left -= 1;
  if (range.next === range.end) supply.ranges.shift();
  return ordinal;
}
