export { failedChecks, startAdmin, type AdminServer, type Checks } from './admin';
export type { App } from './app';
export { baseConfig, describeConfig, flag, loadConfig, type BaseConfig, type ConfigField } from './config';
export { createLogger, type Logger } from './logger';
export { createClient, createPlatform, createServer, type Platform } from './platform';
export { runService } from './run';
