import type { Expectation } from './expectation';

export const handingOnExpected: Record<string, Expectation> = {};
