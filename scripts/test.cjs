// `npm test [-- --only lint|unit|int|component|e2e]`, `npm run test:long`: everything, ending with `N passed, N failed`.
const { spawn } = require('node:child_process');
const { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const root = join(__dirname, '..');
const cache = join(root, '.cache');
const long = process.argv.includes('--long');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const levels = ['lint', 'unit', 'int', 'component', 'e2e'];
const bin = (name) => join(root, 'node_modules', '.bin', name);
const totals = { passed: 0, failed: 0 };
const startedAt = Date.now();

if (only !== undefined && !levels.includes(only)) {
  process.stderr.write(`--only must be one of ${levels.join(', ')}\n`);
  process.exit(2);
}

function step(title) {
  process.stdout.write(`\n── ${title} (${((Date.now() - startedAt) / 1000).toFixed(0)} s)\n`);
}

function count(passed, failed) {
  totals.passed += passed;
  totals.failed += failed;
}

function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', cwd: root, env: { ...process.env, ...env } });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** One jest run over the files of a level; its counts come from jest's own report. */
async function jest(level, pattern, args, env = {}) {
  if (only !== undefined && only !== level) return;
  step(`${level} tests`);
  const report = join(cache, `jest-${level}.json`);
  rmSync(report, { force: true });
  const status = await run(
    process.execPath,
    [
      ...['--max-old-space-size=4096', join(root, 'node_modules/jest/bin/jest.js'), '--testPathPatterns', pattern],
      ...['--json', '--outputFile', report, ...args],
    ],
    env,
  );
  if (!existsSync(report)) return count(0, 1);
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  count(result.numPassedTests, failed);
  // A run that failed in a way that no test tells of is a failure too, and so is one that found nothing.
  if ((status !== 0 && failed === 0) || result.numTotalTests === 0) count(0, 1);
}

/**
 * Stores and brokers of tests write to memory where there is enough: they are killed, but the machine is not, so that
 * waiting for a disk shows nothing. Removed at the end.
 */
function temporaryFolder() {
  const memory = '/dev/shm';
  const leastBytes = 4 * 2 ** 30;
  const { bavail, bsize } = existsSync(memory) ? statfsSync(memory) : { bavail: 0, bsize: 0 };
  return mkdtempSync(join(bavail * bsize >= leastBytes ? memory : tmpdir(), 'parkline-test-'));
}

/** What the tests of a level share: a store and a broker, started from the built code. */
async function withBackends(work) {
  if (only === 'lint' || only === 'unit') return work({});
  const { startKafka, startTestStore } = require(join(root, 'libs/testing/dist'));
  step('starting the store and Kafka');
  const store = await startTestStore();
  const kafka = await startKafka();
  try {
    await work({ PARKLINE_TEST_STORE: store.uri, PARKLINE_TEST_KAFKA: kafka.brokers.join(',') });
  } finally {
    await kafka.stop();
    await store.stop();
  }
}

async function main() {
  mkdirSync(cache, { recursive: true });
  process.env.TURBO_TELEMETRY_DISABLED = '1';
  const folder = temporaryFolder();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  process.env.TMPDIR = folder;

  step('build');
  if ((await run(bin('turbo'), ['run', 'build', '--output-logs=errors-only'])) !== 0) return count(0, 1);

  if (only === undefined || only === 'lint') {
    step('lint, types, boundaries, contracts');
    const { passed, failed } = require('./lint.cjs').runChecks();
    count(passed.length, failed.length);
  }
  await jest('unit', '\\.unit\\.spec\\.ts$', ['--maxWorkers', '2']);
  await withBackends(async (env) => {
    await jest('int', '\\.int\\.spec\\.ts$', ['--maxWorkers', '2'], env);
    await jest('component', '\\.component\\.spec\\.ts$', ['--maxWorkers', '2'], env);
    const e2e = long ? '\\.(e2e|long)\\.spec\\.ts$' : '\\.e2e\\.spec\\.ts$';
    // Most of their time goes by waiting for processes that start, stop and are away: two at once share two cores well.
    const sequencer = ['--testSequencer', join(root, 'scripts', 'longest-first.cjs')];
    const side = long ? ['--runInBand'] : ['--maxWorkers', '2', ...sequencer];
    await jest('e2e', e2e, [...side, '--forceExit'], long ? { ...env, PARKLINE_LONG: '1' } : env);
  });
}

main()
  .catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    count(0, 1);
  })
  .then(() => {
    process.stdout.write(`\nin ${((Date.now() - startedAt) / 60_000).toFixed(1)} minutes\n`);
    process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`);
    process.exitCode = totals.failed === 0 ? 0 : 1;
    process.exit();
  });
