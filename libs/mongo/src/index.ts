export * from './aggregate';
export { syncCollections, type CollectionSpec, type IndexSpec } from './collections';
export type { Consumption } from './consume';
export type { DueWork } from './due';
export type { OutgoingEvent, ReceivedEvent } from './events';
export { createReadCopy, type ReadCopy, type ReadCopyItem, type ReadCopyOptions } from './read-copy';
export type { Relay, RelayOptions } from './relay';
export { createRepository, type Repository, type RepositoryOptions } from './repository';
export { CHANGES, createSharedChanges, type SharedChanges, type SharedChangesOptions } from './shared-changes';
export { startStore } from './start-store';
export type { StartedStore, StartStoreOptions } from './started-store';
export {
  BACKGROUND,
  connectStore,
  type ClientSession,
  type Collection,
  type Document,
  type Filter,
  type Store,
  type StoreClient,
  type StoreOptions,
} from './store';
export { createTicker, type Ticker, type TickerOptions } from './ticker';
export { inRounds } from './in-rounds';
export type { Executed, Execution } from './in-turn';
export { untilSaved } from './until-saved';
