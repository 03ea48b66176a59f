export { buildApp } from './app';
export { configSchema, type RoutingConfig } from './config';
