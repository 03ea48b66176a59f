import { createCoverage } from './coverage';
import { problemsOn } from './walking';

// Refusals are plenty, and where each was thrown tells nobody anything.
const { stackTraceLimit } = Error;
beforeAll(() => {
  Error.stackTraceLimit = 3;
});
afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit;
});

it('keeps the rules of a case, whatever anybody does in whatever order', async () => {
  const coverage = createCoverage();
  expect(await problemsOn({ seed: 1, walks: 40, length: 200 }, coverage)).toBe('');
  // Or nothing was tried.
  expect(coverage.commandsTried()).toBeGreaterThan(50);
});
