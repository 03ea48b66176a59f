import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const version = '4.1.0';

/** A lock older than this belongs to an installation that was killed. */
const staleLockMs = 5 * 60_000;

/**
 * The folder with the broker's jars (43 MB), fetched once through Maven. Several processes may ask at the same time:
 * one fetches, the others wait.
 */
export async function kafkaJars(cacheDir: string, pom: string): Promise<string> {
  const jars = join(cacheDir, `kafka-${version}`);
  const lock = `${jars}.lock`;
  await mkdir(cacheDir, { recursive: true });
  for (;;) {
    if (await exists(jars)) return jars;
    if (await taken(lock)) break;
    const age = await stat(lock).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > staleLockMs) await rm(lock, { recursive: true, force: true });
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  try {
    if (!(await exists(jars))) await fetchJars(jars, `${jars}.part`, pom);
    return jars;
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** The jars appear under their name only when they are complete. */
async function fetchJars(jars: string, part: string, pom: string): Promise<void> {
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  // Maven writes beside its pom, so it works on a copy.
  await copyFile(pom, join(part, 'pom.xml'));
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${join(part, 'jars')}`];
  try {
    await run('mvn', ['-q', '-B', '-f', join(part, 'pom.xml'), ...goal], { maxBuffer: 16 << 20 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new Error('Maven is missing: install it (`mvn` on the PATH) so that Kafka can be fetched for the tests.');
    }
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`Maven could not fetch Kafka: ${firstLine(stdout || stderr)}`, { cause: error });
  }
  if ((await readdir(join(part, 'jars'))).length === 0) throw new Error('Maven fetched no jars for Kafka.');
  await rename(join(part, 'jars'), jars);
  await rm(part, { recursive: true, force: true });
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? 'no reason given';

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const taken = (lock: string): Promise<boolean> =>
  mkdir(lock).then(
    () => true,
    () => false,
  );
