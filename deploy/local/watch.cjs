// `npm run dev`: runs the platform and starts it anew when a source file has changed.
const { spawn } = require('node:child_process');
const { watch } = require('node:fs');
const { join, sep } = require('node:path');

const root = join(__dirname, '..', '..');
const quietMs = 300;
let child;
let timer;
let ending = false;

function run() {
  child = spawn(process.execPath, [join(__dirname, 'start.cjs')], { stdio: 'inherit', cwd: root });
  child.once('exit', (code, signal) => {
    child = undefined;
    if (ending) process.exit(0);
    if (signal === null && code !== 0) process.stderr.write('Waiting for a change …\n');
  });
}

function restart() {
  if (!child) return run();
  child.once('exit', run);
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
