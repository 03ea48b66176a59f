// `npm run reset`: empties the data folder. Refuses while a platform runs on it.
const { existsSync, readdirSync, rmSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = join(__dirname, '..', '..');
const folder = resolve(root, process.env.PARKLINE_DATA || '.data');
const known = new Set(['keys', 'store', 'parkline.log', 'parkline.log.1', 'parkline.lock']);

if (!existsSync(folder)) {
  process.stdout.write(`Nothing to empty: ${folder} does not exist.\n`);
  process.exit(0);
}
const strangers = readdirSync(folder).filter((name) => !known.has(name));
if (strangers.length > 0) {
  process.stderr.write(
    `${folder} holds what Parkline did not put there (${strangers.slice(0, 3).join(', ')}): not emptied. Check PARKLINE_DATA.\n`,
  );
  process.exit(1);
}
require('./built.cjs')('lock')
  .isLocked(folder)
  .then((locked) => {
    if (locked) {
      process.stderr.write(`A platform is running on ${folder}: stop it first.\n`);
      process.exit(1);
    }
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
    process.stdout.write(`Emptied ${folder}: cases, keys and log are gone; the next start begins anew.\n`);
  });
