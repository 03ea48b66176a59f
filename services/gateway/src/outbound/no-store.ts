import type { Store } from '@parkline/mongo';

/** The gateway keeps nothing: in the place of a store stands this, and whoever touches it has made a mistake. */
export const noStore = new Proxy({} as Store, {
  get(_target, property) {
    throw new Error(`The gateway has no store, and so no ${String(property)}.`);
  },
});
