export { currentCall, withCallContext, type CallContext } from './call-context';
export { createGrpcClient, type CallOptions, type GrpcClient, type GrpcClientOptions } from './client';
export type { RequestOf, ResponseOf, ServiceDefinition } from './definition';
export { createGrpcServer, principalKey, type GrpcServer, type GrpcServerOptions, type Handlers } from './server';
