export * from './fake-clock';
export * from './wait-for';
export * from './kafka';
export * from './store';
export * from './fake-handlers';
