export { buildApp } from './app';
export { configSchema, type DirectoryConfig } from './config';
export { demoPeople, demoPerson, type DemoPerson } from './seed/demo-people';
