import type { Expectation } from './expectation';

export const investigatingExpected: Record<string, Expectation> = {};
