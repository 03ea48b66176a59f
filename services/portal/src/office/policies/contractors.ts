import type { PolicyRule } from '../../api/deadlines';
import type { Unit } from '../../api/types';
import type { Names } from '../directory';

/** Units that work by contract; with a park only those of the park. */
export function contractorsOf({ data }: Pick<Names, 'data'>, parkCode?: string): Unit[] {
  return (data?.units ?? []).filter(
    (unit) => unit.function === 'contractor' && (!parkCode || !unit.parkCode || unit.parkCode === parkCode),
  );
}

/** A contractor with its park: contractors of several parks bear one name. */
export function contractorName({ id }: Pick<Unit, 'id'>, names: Pick<Names, 'unit' | 'unitName' | 'parkName'>): string {
  const park = names.unit(id)?.parkCode;
  return park ? `${names.unitName(id)} · ${names.parkName(park)}` : names.unitName(id);
}

/** A rule with one of its fields chosen anew. A contractor of another park than the one chosen would fit no case. */
export function changedRule<Rule extends Pick<PolicyRule, 'parkCode' | 'contract'>>(
  rule: Rule,
  name: keyof Rule,
  value: string | undefined,
  { data }: Pick<Names, 'data'>,
): Rule {
  const next = { ...rule, [name]: value };
  const fits = !next.contract || contractorsOf({ data }, next.parkCode).some(({ id }) => id === next.contract);
  return name === 'parkCode' && !fits ? { ...next, contract: undefined } : next;
}
