export * from './cluster';
export * from './local';
export * from './memory';
export * from './platform-under-test';
