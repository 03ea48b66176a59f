// Lets a child process of a test run the TypeScript sources: `node -r register-typescript.cjs script.ts`.
const { transformFileSync } = require('@swc/core');
const Module = require('node:module');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '../../../..');
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const found = /^@parkline\/([a-z-]+)$/.exec(request);
  return resolveFilename.call(this, found ? join(root, 'libs', found[1], 'src/index.ts') : request, ...rest);
};
require.extensions['.ts'] = (module, file) => {
  const { code } = transformFileSync(file, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  module._compile(code, file);
};
