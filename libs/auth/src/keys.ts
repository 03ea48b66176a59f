import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { unavailable } from '@parkline/errors';

/** A key for each issuer: the private one to sign with, the public ones to verify with. */
export interface Keys {
  privateKeys: Readonly<Record<string, JWK>>;
  publicKeys: Readonly<Record<string, JWK>>;
}

/**
 * Reads the Ed25519 keys of the given issuers from a folder, one file `<issuer>.jwk.json` each (mode 0600), and makes
 * those that are missing. For local use: on a cluster every service gets its own private key and all public ones.
 */
export async function loadOrCreateKeys(folder: string, issuers: readonly string[]): Promise<Keys> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const privateKeys: Record<string, JWK> = {};
  const publicKeys: Record<string, JWK> = {};
  for (const issuer of issuers) {
    const jwk = (await readKey(folder, issuer)) ?? (await createKey(folder, issuer));
    privateKeys[issuer] = jwk;
    publicKeys[issuer] = publicPart(jwk);
  }
  return { privateKeys, publicKeys };
}

/** The public part of an Ed25519 key. */
export function publicPart({ kty, crv, x }: JWK): JWK {
  return { kty, crv, x };
}

async function readKey(folder: string, issuer: string): Promise<JWK | undefined> {
  const file = join(folder, `${issuer}.jwk.json`);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as JWK;
  } catch (cause) {
    throw unavailable('key_unreadable', `The key file ${file} is damaged; remove it to have a new one made.`, {
      cause,
    });
  }
}

async function createKey(folder: string, issuer: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  const file = join(folder, `${issuer}.jwk.json`);
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, `${JSON.stringify(jwk)}\n`, { mode: 0o600 });
  await chmod(fresh, 0o600);
  // Renaming is atomic: of two processes that start at once, both read the same whole file afterwards.
  await rename(fresh, file);
  return (await readKey(folder, issuer)) ?? jwk;
}
