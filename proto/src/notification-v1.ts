export * from './gen/parkline/notification/v1/events';
export * from './gen/parkline/notification/v1/notification';
