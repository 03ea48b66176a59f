import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

interface Violation {
  from: string;
  rule: { name: string };
}

/** Files of a small repository that break one rule each, and some that break none. */
const files: Record<string, { text: string; breaks?: string }> = {
  'services/a/src/domain/clean.ts': { text: "import { x } from './other';\nexport const y = x;\n" },
  'services/a/src/domain/other.ts': { text: 'export const x = 1;\n' },
  'services/a/src/application/use.ts': { text: "import { y } from '../domain/clean';\nexport const z = y;\n" },
  'services/a/src/inbound/grpc.ts': { text: 'export const g = 1;\n' },
  'services/a/src/outbound/store.ts': { text: "import { Schema } from 'mongoose';\nexport const s = Schema;\n" },
  'libs/mongo/src/index.ts': { text: "import { Schema } from 'mongoose';\nexport const s = Schema;\n" },
  'libs/messaging/src/index.ts': { text: "import { Kafka } from 'kafkajs';\nexport const k = Kafka;\n" },
  'services/gateway/src/inbound/http.ts': { text: "import express from 'express';\nexport const e = express;\n" },
  'services/b/src/domain/reaches-out.ts': {
    text: "import { g } from '../inbound/grpc';\nexport const a = g;\n",
    breaks: 'domain-imports-only-itself',
  },
  'services/b/src/domain/reads-files.ts': {
    text: "import { readFileSync } from 'node:fs';\nexport const r = readFileSync;\n",
    breaks: 'domain-imports-only-itself',
  },
  'services/b/src/inbound/grpc.ts': { text: 'export const g = 1;\n' },
  'services/b/src/application/calls-inbound.ts': {
    text: "import { g } from '../inbound/grpc';\nexport const a = g;\n",
    breaks: 'application-knows-no-transport',
  },
  'services/b/src/inbound/reaches-neighbour.ts': {
    text: "import { g } from '../../../a/src/inbound/grpc';\nexport const a = g;\n",
    breaks: 'services-never-import-each-other',
  },
  'services/b/src/inbound/uses-kafka.ts': {
    text: "import { Kafka } from 'kafkajs';\nexport const k = Kafka;\n",
    breaks: 'kafkajs-only-in-messaging',
  },
  'services/b/src/inbound/uses-store.ts': {
    text: "import { Schema } from 'mongoose';\nexport const s = Schema;\n",
    breaks: 'store-driver-only-in-mongo-and-outbound',
  },
  'services/b/src/inbound/uses-express.ts': {
    text: "import express from 'express';\nexport const e = express;\n",
    breaks: 'express-only-in-gateway-and-service-kit',
  },
  'libs/grpc/src/index.ts': {
    text: "import { g } from '../../../services/a/src/inbound/grpc';\nexport const a = g;\n",
    breaks: 'libs-know-no-service',
  },
  'services/b/src/outbound/circle-one.ts': {
    text: "import { two } from './circle-two';\nexport const one = () => two;\n",
    breaks: 'no-cycles',
  },
  // A cycle is told once, at the file where it is entered.
  'services/b/src/outbound/circle-two.ts': {
    text: "import { one } from './circle-one';\nexport const two = () => one;\n",
  },
  'services/b/src/outbound/lost.ts': {
    text: "import { n } from './nowhere';\nexport const m = n;\n",
    breaks: 'no-unresolvable',
  },
};

describe('the boundaries that the linter holds', () => {
  let folder: string;
  let violations: Violation[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkline-boundaries-'));
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.cruise.json', 'tsconfig.json'])
      cpSync(join(root, file), join(folder, file));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const [name, { text }] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    violations = cruise();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function cruise(): Violation[] {
    const args = [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
    ];
    let out: string;
    try {
      out = execFileSync(process.execPath, [...args, 'libs', 'services', '--output-type', 'json'], {
        cwd: folder,
        encoding: 'utf8',
      });
    } catch (error) {
      out = String((error as { stdout: unknown }).stdout);
    }
    return (JSON.parse(out) as { summary: { violations: Violation[] } }).summary.violations;
  }

  it.each(Object.entries(files).filter(([, { breaks }]) => breaks !== undefined))('catch %s', (name, { breaks }) => {
    expect(violations.filter(({ from }) => from === name).map(({ rule }) => rule.name)).toContain(breaks);
  });

  it.each(Object.entries(files).filter(([, { breaks }]) => breaks === undefined))('let %s pass', (name) => {
    expect(violations.filter(({ from }) => from === name)).toEqual([]);
  });
});
