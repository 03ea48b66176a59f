import type { Expectation } from './expectation';

export const suspensionsExpected: Record<string, Expectation> = {};
