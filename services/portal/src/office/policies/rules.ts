import { CLOCK_NAMES, type PolicyContent, type PolicyRule } from '../../api/deadlines';
import { PRIORITIES, type ClockName, type Priority } from '../../api/types';

/** What a rule fits beside its clock and priority. Without any it is a general rule. */
const SCOPES = ['parkCode', 'contract', 'category', 'complainantType'] as const;

/** Whether a rule holds for everything of its priority. */
export const isGeneral = (rule: Pick<PolicyRule, (typeof SCOPES)[number]>): boolean =>
  SCOPES.every((scope) => !rule[scope]);

/** The general rule for a clock of a priority: one that names it before one for all; of equals the later, as sla does. */
export function generalRule(
  rules: readonly PolicyRule[],
  clock: ClockName,
  priority: Priority,
): PolicyRule | undefined {
  const fitting = rules.filter((rule) => isGeneral(rule) && rule.clock === clock);
  return fitting.findLast((rule) => rule.priority === priority) ?? fitting.findLast((rule) => !rule.priority);
}

/** Clock by priority: what holds where no special rule fits. */
export function allowanceTable(rules: readonly PolicyRule[]) {
  return CLOCK_NAMES.map((clock) => ({
    clock,
    cells: PRIORITIES.map((priority) => ({ priority, rule: generalRule(rules, clock, priority) })),
  }));
}

/** A rule as it is sent: what was left empty in the form is left out. */
export function tidyRule(rule: PolicyRule): PolicyRule {
  const given = Object.entries(rule).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(given) as unknown as PolicyRule;
}

/** The content of a policy without what only the server says of it. */
export function contentOf(policy: PolicyContent): PolicyContent {
  const { rules, pauseAllowanceDays, firstContactCapHours, quietHours } = policy;
  return { rules: rules.map(tidyRule), pauseAllowanceDays, firstContactCapHours, quietHours };
}
