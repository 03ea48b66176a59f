import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { devTokenIssuer, loadOrCreateKeys } from '.';

/** `node make-keys.js FOLDER ISSUER...`: a private key for each issuer, and `trusted.json` with the public ones. */
async function makeKeys(folder: string, issuers: string[]): Promise<void> {
  const { publicKeys } = await loadOrCreateKeys(folder, [...issuers, devTokenIssuer]);
  const trusted = Object.fromEntries(Object.entries(publicKeys).filter(([issuer]) => issuer !== devTokenIssuer));
  await writeFile(join(folder, 'trusted.json'), `${JSON.stringify(trusted)}\n`);
}

const [folder, ...issuers] = process.argv.slice(2);
if (folder === undefined || issuers.length === 0) {
  process.stderr.write('usage: make-keys FOLDER ISSUER...\n');
  process.exit(2);
}
makeKeys(folder, issuers).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
