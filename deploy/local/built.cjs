// Gives a compiled module of this folder; builds first where nothing has been built yet.
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');

module.exports = (name) => {
  const compiled = join(__dirname, 'dist', `${name}.js`);
  if (!existsSync(compiled)) {
    const turbo = join(root, 'node_modules/turbo/bin/turbo');
    const build = spawnSync(process.execPath, [turbo, 'run', 'build', '--output-logs=errors-only'], {
      cwd: root,
      // Standard output belongs to the command.
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (build.status !== 0) {
      process.stderr.write('The build failed; if the lines above do not say why, run npm ci first.\n');
      process.exit(1);
    }
  }
  return require(compiled);
};
