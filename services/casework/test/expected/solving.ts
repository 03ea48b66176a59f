import type { Expectation } from './expectation';

export const solvingExpected: Record<string, Expectation> = {};
