import type { Expectation } from './expectation';

export const supervisingExpected: Record<string, Expectation> = {};
