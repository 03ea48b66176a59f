// The boundaries of docs/architecture.md, held by a linter. scripts/test/boundaries.int.spec.ts proves that each catches a violation.
const service = '^services/([^/]+)/src/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domain-imports-only-itself',
      comment: 'Rules are pure: they import nothing outside their folder.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/domain/' },
      to: { pathNot: '^services/$1/src/domain/' },
    },
    {
      name: 'application-knows-no-transport',
      comment: 'A use case declares what it needs; inbound and outbound provide it.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/application/' },
      to: { path: '^services/$1/src/(inbound|outbound)/' },
    },
    {
      name: 'services-never-import-each-other',
      comment: 'Services talk by gRPC and events.',
      severity: 'error',
      from: { path: service },
      to: { path: '^services/[^/]+/', pathNot: '^services/$1/' },
    },
    {
      name: 'libs-know-no-service',
      comment: 'Libraries hold mechanism only.',
      severity: 'error',
      from: { path: '^(libs|proto)/' },
      to: { path: '^(services|deploy|e2e|bench)/' },
    },
    {
      name: 'kafkajs-only-in-messaging',
      severity: 'error',
      from: { path: '^(libs|services|deploy)/', pathNot: '^libs/messaging/' },
      to: { path: 'node_modules/kafkajs' },
    },
    {
      name: 'store-driver-only-in-mongo-and-outbound',
      severity: 'error',
      from: { path: '^(libs|services|deploy)/', pathNot: '^(libs/mongo/|services/[^/]+/src/outbound/)' },
      to: { path: 'node_modules/(mongoose|mongodb)/' },
    },
    {
      name: 'express-only-in-gateway-and-service-kit',
      severity: 'error',
      from: { path: '^(libs|services|deploy)/', pathNot: '^(libs/service-kit/|services/gateway/)' },
      to: { path: 'node_modules/express/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      comment: 'The portal is resolved by its bundler; its own type check finds what is missing.',
      severity: 'error',
      from: { pathNot: '^services/portal/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '(node_modules|/dist/)' },
    exclude: { path: '(/dist/|proto/src/gen/|services/portal/dist)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.cruise.json' },
    enhancedResolveOptions: { exportsFields: [], mainFields: ['types', 'main'] },
  },
};
