export * from './gen/parkline/feedback/v1/events';
export * from './gen/parkline/feedback/v1/feedback';
