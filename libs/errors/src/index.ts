export * from './errors';
export * from './grpc-status';
export * from './problem';
export * from './transient';
