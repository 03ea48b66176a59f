// `node scripts/dependencies.cjs`: every workspace declares what it imports, in one version across the repository.
const { existsSync, readFileSync, readdirSync } = require('node:fs');
const { builtinModules } = require('node:module');
const { join, relative } = require('node:path');

const imported = /(?:\bfrom |\bimport |\bimport\(|\brequire\(|\brequire\.resolve\()'([^'.][^']*)'/g;
const notOurs = /[\\/](node_modules|dist|gen)[\\/]/;
const test = /([\\/]test[\\/]|\.spec\.ts$)/;

/**
 * What is wrong with the declared dependencies of a repository, a line each. Tests may also import what the root
 * declares, and libs and proto, which would otherwise depend on each other in circles.
 */
function dependencyProblems(root) {
  const manifest = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const { workspaces, devDependencies: shared = {} } = manifest('.');
  const folders = workspaces.flatMap((pattern) =>
    pattern.endsWith('/*')
      ? readdirSync(join(root, pattern.slice(0, -2))).map((n) => pattern.slice(0, -1) + n)
      : pattern,
  );
  const problems = [];
  const versions = new Map();
  const libraries = new Set();
  const packages = folders.filter((folder) => existsSync(join(root, folder, 'package.json')));
  for (const folder of packages) if (/^(libs\/|proto$)/.test(folder)) libraries.add(manifest(folder).name);

  for (const folder of packages) {
    const { name, dependencies = {}, devDependencies = {} } = manifest(folder);
    for (const [dependency, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      const other = versions.get(dependency) ?? shared[dependency] ?? version;
      versions.set(dependency, other);
      if (other !== version) problems.push(`${folder} wants ${dependency} ${version}, others want ${other}`);
    }
    const missing = new Map();
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath ?? entry.path, entry.name);
      if (!entry.isFile() || !/\.(tsx?|cjs)$/.test(file) || notOurs.test(file)) continue;
      for (const [, path] of readFileSync(file, 'utf8').matchAll(imported)) {
        const dependency = path.split('/', path.startsWith('@') ? 2 : 1).join('/');
        const known =
          path.startsWith('node:') ||
          builtinModules.includes(dependency) ||
          dependency === name ||
          dependency in dependencies ||
          dependency in devDependencies ||
          (test.test(file) && (dependency in shared || libraries.has(dependency)));
        if (!known && !missing.has(dependency)) missing.set(dependency, relative(root, file));
      }
    }
    for (const [dependency, file] of missing) problems.push(`${folder} does not declare ${dependency} (${file})`);
  }
  return problems;
}

module.exports = { dependencyProblems };

if (require.main === module) {
  const problems = dependencyProblems(join(__dirname, '..'));
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(problems.length > 0 ? 1 : 0);
}
