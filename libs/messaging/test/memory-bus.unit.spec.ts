import { createMemoryBus } from '../src';
import { busContract } from './bus-contract';

busContract(
  'memory',
  () => {
    const bus = createMemoryBus({ retry: { tries: 3, firstWaitMs: 20 } });
    return Promise.resolve({ open: () => Promise.resolve(bus), severalAtOnce: false });
  },
  false,
);
