export { buildApp } from './app';
export { configSchema, type NotificationConfig } from './config';
