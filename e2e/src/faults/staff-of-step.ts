import type { Json } from '../api';
import type { BacklogReader } from './unhandled';

interface CaseFacts {
  groupId: string;
  parkCode: string;
  unitId: string;
  handlerId: string;
}

/** Whom a step of the escalation ladder is for, read from the directory's own store (domain.md, Escalation ladder). */
export async function staffByStep(backlogs: BacklogReader): Promise<(step: number, about: CaseFacts) => string[]> {
  const entities = (await backlogs.store('directory').collection('entities').find({}).toArray()) as Json[];
  const of = (type: string): Json[] =>
    entities.filter(({ state }) => state.type === type).map(({ state }) => state.entity.value);
  const units = new Map<string, Json>(of('unit').map((unit) => [unit.id, unit]));
  const regions = new Map<string, string>(of('park').map(({ code, regionId }) => [code, regionId]));
  const staff = of('staff').filter(({ active }) => active);
  const inRole = (role: string, belongs: (unit: Json) => boolean): string[] =>
    staff.filter((one) => one.role === role && belongs(units.get(one.unitId))).map(({ id }) => id);
  return (step, { groupId, parkCode, unitId, handlerId }) => {
    if (step < 100) return [handlerId];
    if (step === 100) return inRole('team-lead', (unit) => unit?.id === unitId);
    if (step === 150) return inRole('park-manager', (unit) => unit?.parkCode === parkCode);
    const region = inRole('region-manager', (unit) => unit?.regionId === regions.get(parkCode));
    return [...region, ...inRole('hq-officer', (unit) => unit?.groupId === groupId)];
  };
}
