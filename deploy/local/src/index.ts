export { startPlatform, type LocalPlatform } from './platform';
export { localConfig, type LocalConfig } from './config';
