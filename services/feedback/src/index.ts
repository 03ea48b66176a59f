export { buildApp } from './app';
export { configSchema, type Config } from './config';
