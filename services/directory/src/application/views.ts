import { forbidden } from '@parkline/errors';
import type { Principal } from '@parkline/auth';
import type { SavedView } from '../domain/saved-views';

/** Whose views they are. */
export interface Owner {
  groupId: string;
  staffId: string;
}

/** Where people's saved views are kept. An owner reaches his own only. */
export interface Views {
  of(owner: Owner): Promise<readonly SavedView[]>;
  /** Keeps what `decide` returns; decides again if the same person was faster elsewhere. What it throws is thrown. */
  change(
    owner: Owner,
    at: Date,
    decide: (views: readonly SavedView[]) => readonly SavedView[],
  ): Promise<readonly SavedView[]>;
}

/** @throws Forbidden for whoever is no person of the staff: views belong to people */
export function ownerOf({ kind, groupId, subject }: Principal): Owner {
  if (kind === 'person') return { groupId, staffId: subject };
  throw forbidden('staff_only', 'Only members of staff have views of their own.');
}
