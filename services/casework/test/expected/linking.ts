import type { Expectation } from './expectation';

export const linkingExpected: Record<string, Expectation> = {};
