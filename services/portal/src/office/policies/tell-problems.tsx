import { Alert } from 'antd';
import { useWords } from '../../common/use-words';
import { MOST_AMOUNT, type DraftProblem, type SpecialRule } from './rules-draft';
import { SpecialRuleText } from './special-rule-text';
import { useCellName } from './use-cell-name';

interface Props {
  problems: readonly DraftProblem[];
  special: readonly SpecialRule[];
  onOpen: (id: number) => void;
}

/** Why a draft cannot be published yet; each leads to its place. */
export function TellProblems({ problems, special, onOpen }: Props) {
  const { t } = useWords('policies');
  const cellName = useCellName();
  if (problems.length === 0) return null;
  const show = ({ at }: DraftProblem): void => {
    if (typeof at === 'number') onOpen(at);
    const place = document.getElementById(typeof at === 'number' ? `rule-${at}` : `allowance-${at}`);
    place?.scrollIntoView({ block: 'center' });
    place?.focus();
  };
  const nameOf = ({ at }: DraftProblem) => {
    if (typeof at === 'number') {
      const rule = special.find(({ id }) => id === at);
      return rule && <SpecialRuleText rule={rule} />;
    }
    return cellName(at);
  };
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      data-testid="draft-problems"
      title={t('fixFirst')}
      description={
        <ul className="changes">
          {problems.map((problem) => (
            <li key={`${problem.at} ${problem.text}`}>
              <button type="button" className="as-link" onClick={() => show(problem)}>
                {nameOf(problem)}
              </button>{' '}
              {t(`wrong.${problem.text}`, { most: MOST_AMOUNT })}
            </li>
          ))}
        </ul>
      }
    />
  );
}
