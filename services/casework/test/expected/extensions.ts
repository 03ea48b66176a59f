import type { Expectation } from './expectation';

export const extensionsExpected: Record<string, Expectation> = {};
