import type { Scope } from '@parkline/auth';
import type { Entity } from '../domain/entities';

/** Where the entities are kept. Reads take a scope and return only what lies in it. */
export interface Entities {
  /** By key, like `park/SH01`; undefined where there is none in the scope. */
  find(scope: Scope, key: string): Promise<Entity | undefined>;
  /** Ordered by key. */
  list(scope: Scope, type?: Entity['type']): Promise<Entity[]>;
  /** Adds those that do not exist yet and returns how many; each becomes known to the others by an event. */
  addMissing(entities: readonly Entity[], at: Date): Promise<number>;
  /**
   * Decides on one entity and keeps what `decide` returns, with an event; returned as it was, nothing is written.
   * Decides again if somebody else was faster. What it throws is thrown.
   * @throws Conflict `id_taken` where the key belongs to something outside the scope
   */
  change(scope: Scope, key: string, at: Date, decide: (known: Entity | undefined) => Entity): Promise<Entity>;
}
