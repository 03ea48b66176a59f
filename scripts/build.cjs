// Builds the package it is called in: every TypeScript file under src to CommonJS under dist, without checking types
// (lint and test do that). Files of other kinds that the code reads at run time are copied beside.
const { transformFileSync } = require('@swc/core');
const { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join, relative } = require('node:path');

const root = process.cwd();
const src = join(root, 'src');
const out = join(root, 'dist');
rmSync(out, { recursive: true, force: true });

for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = join(entry.parentPath ?? entry.path, entry.name);
  const target = join(out, relative(src, file));
  if (/\.spec\.ts$|\.d\.ts$/.test(file)) continue;
  mkdirSync(dirname(target), { recursive: true });
  if (!file.endsWith('.ts')) {
    if (!file.endsWith('.binpb')) cpSync(file, target);
    continue;
  }
  const { code, map } = transformFileSync(file, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
    sourceMaps: true,
  });
  const js = target.replace(/\.ts$/, '.js');
  writeFileSync(js, `${code}\n//# sourceMappingURL=${js.split(/[\\/]/).pop()}.map\n`);
  writeFileSync(`${js}.map`, map ?? '');
}
