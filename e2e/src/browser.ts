import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { chromium, type BrowserContext, type BrowserContextOptions } from 'playwright-core';

export interface TestBrowser {
  /** A fresh profile, in Chinese unless told otherwise. */
  context(options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

const cache = resolve(__dirname, '..', '..', '.cache', 'browser');
const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A headless Chromium: PARKLINE_CHROMIUM, the one of the npm package on Linux x64, or one of the system. */
export async function startBrowser(): Promise<TestBrowser> {
  await mkdir(cache, { recursive: true });
  const profile = await mkdtemp(join(tmpdir(), 'parkline-profile-'));
  const executablePath = await executable();
  const context = await chromium.launch({
    executablePath,
    env: { ...process.env, FONTCONFIG_FILE: await fontConfig(), HOME: profile },
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    context: (options = {}) => context.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options }),
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function executable(): Promise<string> {
  const given = process.env.PARKLINE_CHROMIUM;
  if (given) return given;
  if (process.platform === 'linux' && process.arch === 'x64') {
    // The package unpacks into TMPDIR on first use, and keeps it there.
    const before = process.env.TMPDIR;
    process.env.TMPDIR = cache;
    try {
      const packaged = (await import('@sparticuz/chromium')).default;
      return await packaged.executablePath();
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  }
  const found = systemBrowsers.find((path) => existsSync(path));
  if (!found) throw new Error('No Chromium found: install one and name it in PARKLINE_CHROMIUM.');
  return found;
}

/** The fonts of the npm package, so that Chinese is not boxes on a machine without any. */
async function fontConfig(): Promise<string> {
  const fonts = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  const file = join(cache, 'fonts.conf');
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${join(cache, 'fonts')}</cachedir></fontconfig>`,
  );
  return file;
}
