export * from './gen/parkline/directory/v1/directory';
export * from './gen/parkline/directory/v1/events';
