// `npm test [-- --only unit|int|component|e2e|lint]`, `npm run test:long`: everything, ending with `N passed, N failed`.
const { spawnSync } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const cache = join(root, '.cache');
const long = process.argv.includes('--long');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const bin = (name) => join(root, 'node_modules', '.bin', name);
const totals = { passed: 0, failed: 0 };

function step(title) {
  process.stdout.write(`\n── ${title}\n`);
}

function count(passed, failed) {
  totals.passed += passed;
  totals.failed += failed;
}

function run(command, args, env = {}) {
  return spawnSync(command, args, { stdio: 'inherit', cwd: root, env: { ...process.env, ...env } }).status ?? 1;
}

/** One jest run over the files of a level; its counts come from jest's own report. */
function jest(level, pattern, args, env = {}) {
  if (only !== undefined && only !== level) return;
  step(`${level} tests`);
  const report = join(cache, `jest-${level}.json`);
  rmSync(report, { force: true });
  const status = run(process.execPath, [
    ...['--max-old-space-size=4096', join(root, 'node_modules/jest/bin/jest.js'), '--testPathPatterns', pattern],
    ...['--json', '--outputFile', report, ...args],
  ], env);
  if (!existsSync(report)) return count(0, 1);
  const { numPassedTests, numFailedTests, numFailedTestSuites, numRuntimeErrorTestSuites, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'));
  count(numPassedTests, numFailedTests + numRuntimeErrorTestSuites);
  // A run that failed in a way that no test tells of is a failure too.
  if (status !== 0 && numFailedTests + numFailedTestSuites + numRuntimeErrorTestSuites === 0) count(0, 1);
  if (numTotalTests === 0) count(0, 1);
}

mkdirSync(cache, { recursive: true });
process.env.TURBO_TELEMETRY_DISABLED = '1';

step('build');
if (run(bin('turbo'), ['run', 'build', '--output-logs=errors-only']) !== 0) {
  process.stdout.write('\n0 passed, 1 failed\n');
  process.exit(1);
}

if (only === undefined || only === 'lint') {
  step('lint, types, boundaries, contracts');
  const { passed, failed } = require('./lint.cjs').runChecks();
  count(passed.length, failed.length);
}

jest('unit', '\\.unit\\.spec\\.ts$', ['--maxWorkers', '2']);
jest('int', '\\.int\\.spec\\.ts$', ['--maxWorkers', '2']);
jest('component', '\\.component\\.spec\\.ts$', ['--maxWorkers', '2']);
jest('e2e', long ? '\\.(e2e|long)\\.spec\\.ts$' : '\\.e2e\\.spec\\.ts$', ['--runInBand'], long ? { PARKLINE_LONG: '1' } : {});

process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed\n`);
process.exit(totals.failed === 0 ? 0 : 1);
