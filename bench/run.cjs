// `npm run bench [-- NAME… --option=value]`: builds, then measures. Names and options: docs/benchmarks.md.
const { spawn } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '..');
let child;

/** Resolves with the exit code. */
const run = (command, args) =>
  new Promise((resolve) => {
    child = spawn(command, args, { stdio: 'inherit', cwd: root });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });

// The measuring process has services, store and broker to end before we do.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child?.kill(signal));

async function main() {
  process.env.TURBO_TELEMETRY_DISABLED = '1';
  if (!process.argv.includes('--no-build')) {
    const turbo = join(root, 'node_modules', '.bin', 'turbo');
    const status = await run(turbo, ['run', 'build', '--output-logs=errors-only']);
    if (status !== 0) return status;
  }
  return run(process.execPath, [join(__dirname, 'dist', 'main.js'), ...process.argv.slice(2)]);
}

void main().then((status) => process.exit(status));
