export * from './gen/parkline/common/v1/common';
