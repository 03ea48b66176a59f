export * from './dev-tokens';
export * from './keys';
export * from './principal';
export * from './tokens';
export type { JWK } from 'jose';
