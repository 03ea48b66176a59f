import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of this test's own, and how to be rid of it. With PARKLINE_KEEP=1 it stays, to read the logs in it. */
export async function temporaryFolder(name: string): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), `parkline-${name}-`));
  const keep = process.env.PARKLINE_KEEP === '1';
  return { path, remove: () => (keep ? Promise.resolve() : rm(path, { recursive: true, force: true, maxRetries: 5 })) };
}
