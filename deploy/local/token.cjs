// `npm run --silent token -- --role hq-officer [--park SH01]`: prints a token of a demo person and nothing else.
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const compiled = join(__dirname, 'dist', 'token.js');
if (!existsSync(compiled)) {
  const build = spawnSync(
    process.execPath,
    [join(root, 'node_modules/turbo/bin/turbo'), 'run', 'build', '--output-logs=errors-only'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (build.status !== 0) process.exit(1);
}
require(compiled).printToken(process.argv.slice(2), root);
