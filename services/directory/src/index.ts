export { buildApp } from './app';
export { configSchema, type DirectoryConfig } from './config';
export { demoPeople, demoPerson, demoRoles, type DemoPerson } from './seed/demo-people';
