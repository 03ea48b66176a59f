export * from './fake-clock';
export * from './wait-for';
