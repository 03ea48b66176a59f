export { buildApp } from './app';
export { configSchema, type ReportingConfig } from './config';
