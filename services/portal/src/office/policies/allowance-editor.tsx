import { CLOCK_NAMES } from '../../api/deadlines';
import { PRIORITIES } from '../../api/types';
import { useWords } from '../../common/use-words';
import { AllowanceInput } from './allowance-input';
import {
  cellName,
  countOutdone,
  hasAnyColumn,
  MOST_AMOUNT,
  type CellName,
  type Column,
  type DraftProblem,
  type RulesDraft,
  type WrittenAllowance,
} from './rules-draft';
import { useCellName } from './use-cell-name';

interface Props {
  draft: RulesDraft;
  problems: readonly DraftProblem[];
  insist: boolean;
  onChange: (name: CellName, change: Partial<WrittenAllowance>) => void;
}

/** The general rules: clock by priority, each cell an allowance to write in. */
export function AllowanceEditor({ draft, problems, insist, onChange }: Props) {
  const { t, word } = useWords('policies');
  const labelOf = useCellName();
  const columns: Column[] = hasAnyColumn(draft.stored) ? [...PRIORITIES, 'any'] : [...PRIORITIES];
  const nameOf = (column: Column): string => (column === 'any' ? t('any.priority') : word('priority', column));
  const outdone = countOutdone(draft.stored);
  return (
    <>
      <div className="scrolls">
        <table className="allowances allowance-editor" data-testid="allowance-editor">
          <thead>
            <tr>
              <th scope="col">{t('clock')}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {nameOf(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {CLOCK_NAMES.map((clock) => (
              <tr key={clock}>
                <th scope="row">{word('clock', clock)}</th>
                {columns.map((column) => {
                  const at = cellName(clock, column);
                  const text = problems.find((one) => one.at === at)?.text;
                  const fallback = draft.cells[cellName(clock, 'any')];
                  return (
                    <td key={column} data-column={nameOf(column)}>
                      <AllowanceInput
                        label={labelOf(at)}
                        testId={`allowance-${at}`}
                        value={draft.cells[at]}
                        placeholder={
                          fallback.amount ? t(`unit.${fallback.unit}`, { amount: fallback.amount }) : t('noAllowance')
                        }
                        problem={text && t(`wrong.${text}`, { most: MOST_AMOUNT })}
                        insist={insist}
                        onChange={(change) => onChange(at, change)}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {outdone > 0 && <p className="quiet">{t('outdone', { count: outdone })}</p>}
    </>
  );
}
