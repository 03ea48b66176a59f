import type { Expectation } from './expectation';

export const returnsExpected: Record<string, Expectation> = {};
