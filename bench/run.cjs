// `npm run bench [-- NAME… --option=value]`: builds, then measures. Names and options: docs/benchmarks.md.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '..');
const run = (command, args) => spawnSync(command, args, { stdio: 'inherit', cwd: root }).status ?? 1;

process.env.TURBO_TELEMETRY_DISABLED = '1';
if (!process.argv.includes('--no-build')) {
  const status = run(join(root, 'node_modules', '.bin', 'turbo'), ['run', 'build', '--output-logs=errors-only']);
  if (status !== 0) process.exit(status);
}
process.exit(run(process.execPath, [join(__dirname, 'dist', 'main.js'), ...process.argv.slice(2)]));
