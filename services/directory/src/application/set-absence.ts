import { scopeOf, type Principal } from '@parkline/auth';
import { forbidden, invalidInput, notFound, refused } from '@parkline/errors';
import { backAt, faultOfAbsence, maySetAbsence, withAbsence } from '../domain/absence';
import type { Absence, Entity, Staff } from '../domain/entities';
import type { Entities } from './entities';

export interface AbsenceWish extends Absence {
  staffId: string;
}

/**
 * Records that somebody is away and who stands in. Without a deputy: ends the absence that contains `from`.
 * @throws NotFound outside the caller's scope, Forbidden, InvalidInput for an absence that cannot be
 */
export const setAbsence =
  (entities: Entities, clock: () => Date) =>
  async (principal: Principal, { staffId, ...absence }: AbsenceWish): Promise<Staff> => {
    const scope = scopeOf(principal);
    const now = clock();
    // A deputy of headquarters or of another park of the same region need not be visible to who asks.
    const deputy =
      absence.deputyId === ''
        ? undefined
        : await entities.find({ groupId: principal.groupId, parks: 'all' }, `staff/${absence.deputyId}`);
    const kept = await entities.change(scope, `staff/${staffId}`, now, (entity) => {
      const person = staffOf(entity);
      requireMay(principal, person);
      const changed = absence.deputyId === '' ? endedAt(person, absence.from) : started(person, absence, deputy, now);
      return { type: 'staff', value: changed };
    });
    return staffOf(kept);
  };

function started(person: Staff, absence: Absence, deputy: Entity | undefined, now: Date): Staff {
  const same = person.absences.some(
    ({ from, until, deputyId }) =>
      from.getTime() === absence.from.getTime() &&
      until.getTime() === absence.until.getTime() &&
      deputyId === absence.deputyId,
  );
  if (same) return person;
  const fault = faultOfAbsence(person, absence, deputy?.type === 'staff' ? deputy.value : undefined, now);
  if (fault) throw invalidInput(fault.code, fault.message, { field: fault.field });
  return withAbsence(person, absence, now);
}

function endedAt(person: Staff, at: Date): Staff {
  const back = backAt(person, at);
  if (!back) throw refused('no_absence', 'There is no absence at this time.', { field: 'from' });
  return back;
}

function requireMay({ kind, subject, role, unitId = '', groupId, parks }: Principal, person: Staff): void {
  const asker = { id: subject, role, unitId, groupId, parks };
  if (kind === 'person' && maySetAbsence(asker, person)) return;
  throw forbidden(
    'absence_not_his_to_set',
    'An absence is set by the person, his team lead, the park manager or headquarters.',
  );
}

function staffOf(entity: Entity | undefined): Staff {
  if (entity?.type === 'staff') return entity.value;
  throw notFound('staff_unknown', 'There is no such person.', { field: 'staffId' });
}
