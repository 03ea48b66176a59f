export * from './gen/parkline/intake/v1/events';
export * from './gen/parkline/intake/v1/intake';
