import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { devTokenIssuer, loadOrCreateKeys, verifyDevToken, type JWK } from '@parkline/auth';
import { demoPeople, demoRoles } from '@parkline/directory';
import { lockProcess } from '@parkline/messaging';

const folder = resolve(__dirname, '..');
let data: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'parkline-commands-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

function command(name: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, PARKLINE_DATA: data };
  return spawnSync(process.execPath, [join(folder, name), ...args], { encoding: 'utf8', env });
}

describe('npm run token', () => {
  async function personOf(stdout: string): Promise<{ staffId: string; role: string }> {
    const { privateKeys } = await loadOrCreateKeys(join(data, 'keys'), [devTokenIssuer]);
    return verifyDevToken(privateKeys[devTokenIssuer] as JWK, stdout.trim());
  }

  it('prints a token of a demo person of the role, and nothing else', async () => {
    const { status, stdout, stderr } = command('token.cjs', '--role', 'hq-officer');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(await personOf(stdout)).toMatchObject({ role: 'hq-officer' });
  });

  it('picks a person of the park that is named', async () => {
    const { staffId } = await personOf(command('token.cjs', '--role', 'handler', '--park', 'SH01').stdout);
    expect(demoPeople().find((person) => person.staffId === staffId)).toMatchObject({
      role: 'handler',
      parks: ['SH01'],
    });
  });

  it.each([
    ['a missing role', [], `token: --role must be one of ${demoRoles().join(', ')}\n`],
    ['an unknown role', ['--role', 'king'], `token: --role must be one of ${demoRoles().join(', ')}\n`],
    ['an unknown park', ['--role', 'handler', '--park', 'XX99'], 'token: there is no demo handler in the park XX99\n'],
    ['an unknown option', ['--rolle', 'handler'], expect.stringMatching(/^token: Unknown option '--rolle'.*\n$/)],
  ])('answers %s with one line', (_name, args, line) => {
    expect(command('token.cjs', ...args)).toMatchObject({ status: 1, stdout: '', stderr: line });
  });
});

describe('npm run reset', () => {
  it('empties a folder of data', () => {
    mkdirSync(join(data, 'store'));
    mkdirSync(join(data, 'keys'));
    for (const name of ['parkline.log', 'parkline.log.1', 'store/store.toml', 'keys/intake.secret']) {
      writeFileSync(join(data, name), 'x');
    }
    expect(command('reset.cjs')).toMatchObject({ status: 0, stdout: expect.stringContaining(`Emptied ${data}`) });
    expect(readdirSync(data)).toEqual([]);
  });

  it('says so where there is nothing', () => {
    rmSync(data, { recursive: true });
    expect(command('reset.cjs')).toMatchObject({ status: 0, stdout: expect.stringContaining('does not exist') });
    expect(existsSync(data)).toBe(false);
  });

  it('refuses a folder that holds anything else', () => {
    writeFileSync(join(data, 'parkline.log'), 'x');
    writeFileSync(join(data, 'thesis.docx'), 'x');
    expect(command('reset.cjs')).toMatchObject({ status: 1, stderr: expect.stringContaining('thesis.docx') });
    expect(readdirSync(data)).toHaveLength(2);
  });

  it('refuses while a platform runs on it, and no longer afterwards', async () => {
    const lock = await lockProcess(join(data, 'parkline.lock'));
    writeFileSync(join(data, 'parkline.log'), 'x');
    // The holder answers from this process, so the command must not block it.
    const reset = async (): Promise<{ code: number | null; stderr: string }> => {
      const child = spawn(process.execPath, [join(folder, 'reset.cjs')], {
        env: { ...process.env, PARKLINE_DATA: data },
      });
      let stderr = '';
      child.stderr.on('data', (text) => (stderr += String(text)));
      const code = await new Promise<number | null>((done) => child.once('close', done));
      return { code, stderr };
    };
    expect(await reset()).toEqual({ code: 1, stderr: expect.stringContaining('stop it first') });
    await lock.release();
    expect(await reset()).toEqual({ code: 0, stderr: '' });
  });
});
