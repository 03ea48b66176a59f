export * from './gen/parkline/sla/v1/events';
export * from './gen/parkline/sla/v1/sla';
