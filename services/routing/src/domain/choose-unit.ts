import { categoryOrOther } from './catalogue';
import { createPhraseFinder } from './phrases';
import type { Roster, Unit } from './roster';
import overrides from './unit-overrides.json';
import { unitNames, type UnitFunction } from './words';

export interface UnitChoice {
  /** Units to try, best first: whoever is there takes it. */
  candidates: Unit[];
  /** It goes to the backstop because nobody could place it. */
  backstop: boolean;
  reason: string;
}

interface Override {
  category: string;
  unit: UnitFunction;
  zh: string;
  words: string[];
}

const special = (overrides as Override[]).map((rule) => ({ ...rule, find: createPhraseFinder(rule.words) }));

/**
 * Which unit of the park a complaint goes to: the contractor who has a contract for the category's skill, else the
 * park's own unit for it, else – and whenever the category is not sure – the backstop. The last in the row are the desks
 * of the complaint centre.
 */
export function chooseUnit(
  input: { parkCode: string; groupId: string; category: string; confident: boolean; text: string },
  roster: Roster,
): UnitChoice {
  const units = roster.unitsOf(input.parkCode);
  const backstopId = roster.park(input.parkCode)?.backstopUnitId;
  const backstop = units.filter(({ id }) => id === backstopId);
  const last = [...backstop, ...roster.deskOf(input.groupId)];
  if (!input.confident) {
    return { candidates: last, backstop: true, reason: '规则没有把握，交园区兜底班组，由派单席复核。' };
  }

  const category = categoryOrOther(input.category);
  const contractor = units.find(
    (unit) => unit.function === 'contractor' && unit.contractSkills.includes(category.skill),
  );
  if (contractor) {
    return {
      candidates: [contractor, ...last],
      backstop: false,
      reason: `${category.zh}由外包单位${contractor.name}负责。`,
    };
  }
  const rule = special.find((one) => one.category === category.code && one.find(input.text).length > 0);
  const wanted = rule?.unit ?? category.unit;
  const own = units.filter((unit) => unit.function === wanted);
  if (own.length === 0) {
    return { candidates: last, backstop: true, reason: `园区没有${unitNames[wanted]}，交园区兜底班组，由派单席复核。` };
  }
  const reason = rule ? `${rule.zh}。` : `${category.zh}由${unitNames[wanted]}负责。`;
  return { candidates: [...own, ...last], backstop: false, reason };
}
