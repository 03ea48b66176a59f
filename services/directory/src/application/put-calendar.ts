import type { Principal } from '@parkline/auth';
import { conflict } from '@parkline/errors';
import { nextVersion, says, tidied, type Calendar, type CalendarDraft } from '../domain/calendar';
import type { Entities } from './entities';
import { requireHeadquarters } from './require-headquarters';
import { requireSound } from './check-calendar';

/**
 * Makes a calendar, or the next version of it. Putting what is there already changes nothing, so a repeated request
 * gets the same answer.
 * @param expectedVersion the version that the caller saw; 0 for a new calendar
 * @throws InvalidInput with every wrong field, Conflict stale_version
 */
export const putCalendar =
  (entities: Entities, clock: () => Date) =>
  async (principal: Principal, draft: CalendarDraft, expectedVersion: number): Promise<Calendar> => {
    const scope = requireHeadquarters(principal);
    requireSound(draft, 'calendar.');
    const content = tidied(draft);
    const kept = await entities.change(scope, `calendar/${draft.id}`, clock(), (entity) => {
      const known = entity?.type === 'calendar' ? entity.value : undefined;
      if (entity && known && says(known, content)) return entity;
      requireVersion(known, expectedVersion);
      return { type: 'calendar', value: nextVersion(known, content, principal.groupId) };
    });
    return kept.value as Calendar;
  };

/** @throws Conflict stale_version with the version that there is */
export function requireVersion(known: Calendar | undefined, expected: number): void {
  const version = known?.version ?? 0;
  if (version === expected) return;
  throw conflict(
    'stale_version',
    version === 0
      ? 'There is no such calendar yet: a new one has expectedVersion 0.'
      : `The calendar has been changed meanwhile: it is at version ${version}.`,
    { field: 'expectedVersion', details: { version: String(version) } },
  );
}
