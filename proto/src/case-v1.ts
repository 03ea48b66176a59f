export * from './gen/parkline/case/v1/case';
export * from './gen/parkline/case/v1/events';
