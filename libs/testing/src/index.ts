export * from './fake-clock';
export * from './free-port';
export * from './wait-for';
export * from './kafka';
export * from './store';
export * from './fake-handlers';
