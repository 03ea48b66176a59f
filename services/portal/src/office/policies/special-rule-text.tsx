import type { PolicyRule } from '../../api/deadlines';
import { useWords } from '../../common/use-words';
import { useNames } from '../directory';
import { contractorName } from './contractors';

/** A special rule in a line: what it applies to, and how long the clock may run there. */
export function SpecialRuleText({ rule }: { rule: Omit<PolicyRule, 'amount'> & { amount: number | string } }) {
  const { t, word } = useWords('policies');
  const names = useNames();
  const scope = [
    rule.parkCode && names.parkName(rule.parkCode),
    rule.contract && contractorName({ id: rule.contract }, names),
    word('category', rule.category),
    word('complainantType', rule.complainantType),
    rule.priority,
  ];
  return (
    <>
      {scope.filter(Boolean).join(' · ') || t('noScope')}
      {': '}
      {word('clock', rule.clock)}{' '}
      <strong>{rule.amount === '' ? t('noAllowance') : t(`unit.${rule.unit}`, { amount: rule.amount })}</strong>
    </>
  );
}
