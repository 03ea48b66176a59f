import type { PolicyRule } from '../../api/deadlines';
import { PRIORITIES } from '../../api/types';
import { useWords } from '../../common/use-words';
import { allowanceTable } from './rules';

/** Clock by priority: what holds where no special rule fits. */
export function AllowanceTable({ rules }: { rules: readonly PolicyRule[] }) {
  const { t, word } = useWords('policies');
  return (
    <div className="scrolls">
      <table className="allowances" data-testid="allowances">
        <thead>
          <tr>
            <th scope="col">{t('clock')}</th>
            {PRIORITIES.map((priority) => (
              <th key={priority} scope="col">
                {word('priority', priority)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {allowanceTable(rules).map(({ clock, cells }) => (
            <tr key={clock}>
              <th scope="row">{word('clock', clock)}</th>
              {cells.map(({ priority, rule }) => (
                <td key={priority}>{rule ? t(`unit.${rule.unit}`, { amount: rule.amount }) : '—'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
