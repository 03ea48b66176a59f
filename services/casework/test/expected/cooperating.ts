import type { Expectation } from './expectation';

export const cooperatingExpected: Record<string, Expectation> = {};
