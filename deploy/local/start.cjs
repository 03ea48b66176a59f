// `npm start`: builds what changed, then runs the whole platform in this one process.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const fail = (line) => {
  process.stderr.write(`Parkline cannot start: ${line}\n`);
  process.exit(1);
};

if (process.platform === 'win32') {
  fail(
    'Windows is not supported; run it inside WSL 2 (https://learn.microsoft.com/windows/wsl), where it works as on Linux.',
  );
}
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19))
  fail(`Node ${process.versions.node} is too old; install Node 20.19 or newer.`);

if (process.argv.includes('--watch')) return void require('./watch.cjs');

const started = Date.now();
process.stderr.write('    0.0 s  building what changed\n');
const build = spawnSync(
  process.execPath,
  [join(root, 'node_modules/turbo/bin/turbo'), 'run', 'build', '--output-logs=errors-only'],
  {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  },
);
if (build.error) fail(`the build could not be run (${build.error.message}); run npm ci first.`);
if (build.signal) process.exit(130);
if (build.status !== 0) {
  process.stderr.write(Buffer.concat([build.stdout, build.stderr]));
  fail('the build failed; the lines above say where.');
}

require('./dist/start.js').start(started);
