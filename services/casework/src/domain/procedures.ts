import listed from './standard-procedures.json';
import type { Tick } from './parts';
import type { Priority } from './words';

/** The five stages of a case (domain.md, The case). */
export const stages = ['intake', 'investigation', 'solution', 'execution', 'evaluation'] as const;
export type Stage = (typeof stages)[number];

export interface ProcedureStep {
  /** The same in every procedure that has the same step: its tick is kept when the case changes its procedure. */
  id: string;
  stage: Stage;
  /** Chinese: who does what, and by when. */
  text: string;
  textEn: string;
}

/** The checklist for a category of cases. */
export interface Procedure {
  /** Name and version, like `facility.lift@1`. Changed steps make a new version beside the old one. */
  id: string;
  /** A category, for itself and all below it; missing for all. */
  category?: string;
  /** Only for cases of this priority. */
  priority?: Priority;
  title: string;
  titleEn: string;
  steps: readonly ProcedureStep[];
}

/** Every version that was ever in force, so that an older case keeps its steps. */
export const procedures = listed as readonly Procedure[];

const byId = new Map(procedures.map((procedure) => [procedure.id, procedure]));

/** The procedure that a case keeps by this id; undefined for an id that was never given. */
export function procedureOf(id: string): Procedure | undefined {
  return byId.get(id);
}

/**
 * The procedure for a case of this category and priority: the newest version of the one that fits best. One for the
 * priority goes before all others, so that P1 gets the emergency one; then the closer category.
 * @param present id of the one that the case has: it keeps its version as long as no other procedure fits better
 * @returns undefined where none fits; among the standard ones there is always one
 */
export function procedureFor(
  category: string,
  priority: Priority,
  present?: string,
  among: readonly Procedure[] = procedures,
): Procedure | undefined {
  const best = among.reduce<Procedure | undefined>((found, one) => {
    if (!fits(one, category, priority)) return found;
    return found && compare(found, one) > 0 ? found : one;
  }, undefined);
  const kept = among.find(({ id }) => id === present);
  return best && kept && nameOf(best) === nameOf(kept) ? kept : best;
}

/** The ticks that a case keeps when its procedure becomes another: of the steps that are in both. */
export function ticksKept(ticks: readonly Tick[], procedureId: string): Tick[] {
  const steps = new Set(procedureOf(procedureId)?.steps.map(({ id }) => id));
  return ticks.filter(({ stepId }) => steps.has(stepId));
}

function fits(procedure: Procedure, category: string, priority: Priority): boolean {
  if (procedure.priority && procedure.priority !== priority) return false;
  return !procedure.category || category === procedure.category || category.startsWith(`${procedure.category}.`);
}

/** Above 0 where the first is the more specific one, or the newer one of the same. */
function compare(a: Procedure, b: Procedure): number {
  const forPriority = Number(!!a.priority) - Number(!!b.priority);
  const closer = (a.category ?? '').length - (b.category ?? '').length;
  return forPriority || closer || versionOf(a) - versionOf(b);
}

function nameOf({ id }: Procedure): string {
  return id.slice(0, id.lastIndexOf('@'));
}

function versionOf({ id }: Procedure): number {
  return Number(id.slice(id.lastIndexOf('@') + 1));
}
