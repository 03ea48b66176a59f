// Tests run from the sources: no build is needed before them, but those that start processes (see e2e) use dist.
module.exports = {
  testEnvironment: 'node',
  roots: [
    '<rootDir>/libs',
    '<rootDir>/services',
    '<rootDir>/proto',
    '<rootDir>/deploy',
    '<rootDir>/e2e',
    '<rootDir>/scripts',
  ],
  testMatch: ['**/*.spec.ts'],
  modulePathIgnorePatterns: ['/dist/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  moduleNameMapper: {
    '^@parkline/proto$': '<rootDir>/proto/src/index.ts',
    '^@parkline/(directory|intake|casework|routing|sla|notification|feedback|reporting|gateway)$':
      '<rootDir>/services/$1/src/index.ts',
    '^@parkline/local$': '<rootDir>/deploy/local/src/index.ts',
    '^@parkline/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
  },
  transform: {
    '^.+\\.(t|j|mj)s$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(jose|uuid|openid-client|oauth4webapi|oidc-provider|nanoid|p-limit)/)'],
  // A test that hangs is found all the same; one on a slow machine must not be taken for it.
  testTimeout: 180_000,
};
