// `npm run dev`: runs the platform and starts it anew when a source file has changed.
const { spawn } = require('node:child_process');
const { watch } = require('node:fs');
const { join, sep } = require('node:path');

const root = join(__dirname, '..', '..');
const quietMs = 300;
let child;
let timer;
let ending = false;
let restarting = false;

function run() {
  child = spawn(process.execPath, [join(__dirname, 'start.cjs')], { stdio: 'inherit', cwd: root });
  child.once('exit', (code, signal) => {
    child = undefined;
    if (ending) process.exit(0);
    if (restarting) {
      restarting = false;
      return run();
    }
    if (signal === null && code !== 0) process.stderr.write('Waiting for a change …\n');
  });
}

function restart() {
  if (!child) return run();
  // A further change while it stops needs no second start.
  if (restarting) return;
  restarting = true;
  process.stderr.write('Something changed: starting anew …\n');
  child.kill('SIGTERM');
}

for (const folder of ['libs', 'services', 'proto', 'deploy/local']) {
  watch(join(root, folder), { recursive: true }, (_event, file) => {
    if (!file || /(^|[\\/])(dist|gen|node_modules|\.turbo|test)([\\/]|$)/.test(file) || !file.includes(sep)) return;
    clearTimeout(timer);
    timer = setTimeout(restart, quietMs);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    ending = true;
    if (child) child.kill(signal);
    else process.exit(0);
  });
}
run();
