// `npm run new-service NAME`: a service with the usual folders that starts, answers its health checks and has a test.
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const root = join(__dirname, '..');
const name = process.argv[2];
if (!/^[a-z][a-z-]{1,30}$/.test(name ?? '')) {
  process.stderr.write('usage: npm run new-service NAME (lower-case letters and hyphens, 2 to 31 characters)\n');
  process.exit(2);
}
const folder = join(root, 'services', name);
if (existsSync(folder)) {
  process.stderr.write(`services/${name} exists already.\n`);
  process.exit(1);
}
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { dependencies } = JSON.parse(readFileSync(join(root, 'services', 'sla', 'package.json'), 'utf8'));
const write = (file, text) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};

write(
  'package.json',
  `${JSON.stringify({ name: `@parkline/${name}`, version, private: true, license: 'Apache-2.0', main: 'dist/index.js', types: 'src/index.ts', scripts: { build: 'node ../../scripts/build.cjs' }, dependencies }, null, 2)}\n`,
);
write(
  'src/config.ts',
  `import { baseConfig } from '@parkline/service-kit';

/** What ${name} is configured by. */
export const configSchema = baseConfig.extend({});
`,
);
write(
  'src/app.ts',
  `import type { z } from 'zod';
import { createPlatform, createServer, type App, type Platform } from '@parkline/service-kit';
import type { configSchema } from './config';

/** Puts ${name} together: it answers as soon as it is built, and does its own work from \`start\` on. */
export async function buildApp(config: z.infer<typeof configSchema>, overrides: Partial<Platform> = {}): Promise<App> {
  const platform = await createPlatform('${name}', config, overrides);
  const { store, bus, metrics } = platform;
  const server = createServer(platform, '${name}', config);
  const grpcPort = await server.listen(config.GRPC_LISTEN);
  return {
    name: '${name}',
    grpcPort,
    metrics,
    checks: { store: () => store.ping(), bus: () => bus.ready() },
    start: () => Promise.resolve(),
    async stop() {
      await server.drain((config.DRAIN_SECONDS * 1000) / 2);
      await platform.close();
    },
  };
}
`,
);
write('src/index.ts', "export { buildApp } from './app';\nexport { configSchema } from './config';\n");
write(
  'src/main.ts',
  `import { runService } from '@parkline/service-kit';
import { buildApp } from './app';
import { configSchema } from './config';

void runService('${name}', configSchema, buildApp);
`,
);
write(
  'test/config.unit.spec.ts',
  `import { describeConfig, loadConfig } from '@parkline/service-kit';
import { configSchema } from '../src/config';

it('starts with defaults that are all described', () => {
  expect(() => loadConfig(configSchema, {})).not.toThrow();
  expect(describeConfig(configSchema).filter(({ description }) => description === '')).toEqual([]);
});
`,
);
process.stdout.write(
  `services/${name} is there. Next: npm install, its contract in proto/parkline/${name}/v1, and its place in deploy/local/src/services.ts and charts/parkline/values.yaml.\n`,
);
