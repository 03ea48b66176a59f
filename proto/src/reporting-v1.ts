export * from './gen/parkline/reporting/v1/events';
export * from './gen/parkline/reporting/v1/reporting';
