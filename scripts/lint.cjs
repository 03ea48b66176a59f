// `npm run lint [-- --fix]`: formatting, rules, boundaries, types, contracts, declared dependencies and made pages. Every check runs even if one fails.
const { spawnSync } = require('node:child_process');
const { isAbsolute, join } = require('node:path');

const root = join(__dirname, '..');
const fix = process.argv.includes('--fix');
const bin = (name) => (isAbsolute(name) ? name : join(root, 'node_modules', '.bin', name));

const checks = [
  ['contracts', 'buf', ['lint'], { cwd: join(root, 'proto') }],
  ['contracts are compatible', 'buf', ['breaking', '--against', 'baseline.binpb'], { cwd: join(root, 'proto') }],
  ['types', 'tsc', ['-p', 'tsconfig.json']],
  ['types of the portal', 'tsc', ['-p', 'services/portal/tsconfig.json', '--noEmit']],
  [
    'boundaries',
    'depcruise',
    ['--config', '.dependency-cruiser.cjs', 'libs', 'services', 'proto/src', 'deploy/local', '--output-type', 'err'],
  ],
  ['declared dependencies', process.execPath, ['scripts/dependencies.cjs']],
  ['pages made from the code', process.execPath, ['scripts/docs.cjs', '--check']],
  ['formatting', 'prettier', [fix ? '--write' : '--check', '--log-level', 'warn', '.']],
  [
    'rules',
    'eslint',
    [
      ...(fix ? ['--fix'] : []),
      '--max-warnings',
      '0',
      '--cache',
      '--cache-location',
      'node_modules/.cache/eslint/',
      '.',
    ],
  ],
];

/** Runs all checks and returns the names of those that passed and failed. */
function runChecks() {
  const passed = [];
  const failed = [];
  for (const [name, command, args, options] of checks) {
    const started = Date.now();
    const { status } = spawnSync(bin(command), args, { stdio: 'inherit', cwd: root, ...options });
    process.stdout.write(
      `${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
    );
    (status === 0 ? passed : failed).push(name);
  }
  return { passed, failed };
}

module.exports = { runChecks };

if (require.main === module) {
  // The types need the generated contracts, the pages the built schemas.
  const built = spawnSync(bin('turbo'), ['run', 'build', '--output-logs=errors-only'], { stdio: 'inherit', cwd: root });
  process.exit(built.status === 0 && runChecks().failed.length === 0 ? 0 : 1);
}
