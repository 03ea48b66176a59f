import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

// eslint-disable-next-line @typescript-eslint/no-require-imports
const { dependencyProblems } = require(resolve(__dirname, '..', 'dependencies.cjs')) as {
  dependencyProblems: (root: string) => string[];
};

function problemsOf(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'parkline-dependencies-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    return dependencyProblems(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const manifest = (name: string, dependencies: Record<string, string> = {}): string =>
  JSON.stringify({ name, dependencies });
const root = JSON.stringify({ workspaces: ['libs/*', 'services/*'], devDependencies: { 'fast-check': '4.0.0' } });

it('wants every import declared, also of types and of parts of a package', () => {
  const app = "import type { Logger } from 'pino';\nimport { x } from '@scope/a/sub';\nimport 'declared';\n";
  expect(
    problemsOf({
      'package.json': root,
      'libs/a/package.json': manifest('@x/a'),
      'services/b/package.json': manifest('@x/b', { declared: '1.0.0' }),
      'services/b/src/app.ts': app,
    }),
  ).toEqual([
    'services/b does not declare pino (services/b/src/app.ts)',
    'services/b does not declare @scope/a (services/b/src/app.ts)',
  ]);
});

it('lets tests import what the root declares and the libraries, but not the code', () => {
  const text = "import fc from 'fast-check';\nimport { a } from '@x/a';\nimport { join } from 'node:path';\n";
  expect(
    problemsOf({
      'package.json': root,
      'libs/a/package.json': manifest('@x/a'),
      'services/b/package.json': manifest('@x/b'),
      'services/b/test/a.unit.spec.ts': text,
      'services/b/src/a.ts': "import fc from 'fast-check';\n",
    }),
  ).toEqual(['services/b does not declare fast-check (services/b/src/a.ts)']);
});

it('wants one version of a package in all workspaces', () => {
  expect(
    problemsOf({
      'package.json': root,
      'libs/a/package.json': manifest('@x/a', { pino: '1.0.0' }),
      'services/b/package.json': manifest('@x/b', { pino: '2.0.0' }),
    }),
  ).toEqual(['services/b wants pino 2.0.0, others want 1.0.0']);
});
