export * from './gen/parkline/routing/v1/events';
export * from './gen/parkline/routing/v1/routing';
