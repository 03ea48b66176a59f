// Runs a TypeScript file of the tests in a process of its own: node run-ts.cjs file.ts args…
const Module = require('node:module');
const { join, resolve } = require('node:path');
const { transformFileSync } = require('@swc/core');

const root = join(__dirname, '../../../..');
const options = { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } };
require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, options).code, file);

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const lib = /^@parkline\/([a-z-]+)$/.exec(request)?.[1];
  return resolveFilename.call(this, lib ? join(root, 'libs', lib, 'src/index.ts') : request, ...rest);
};
require(resolve(process.argv[2]));
