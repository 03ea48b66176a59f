import { Alert } from 'antd';
import { Link } from 'react-router';
import type { PreviewedApplication } from '../../api/deadlines';
import { useWords } from '../../common/use-words';

/** What an application moves: counted, and by the cases that it moves most. */
export function Effect({ effect, testId }: { effect: PreviewedApplication; testId: string }) {
  const { t, word, dateTime } = useWords('policies');
  const { cases, clocks, earlier, later, overdueAtOnce, notMeasured } = effect;
  return (
    <Alert
      type={overdueAtOnce + notMeasured > 0 ? 'warning' : 'info'}
      className="form-problem"
      data-testid={testId}
      title={t('wouldMove', { cases, clocks, earlier, later })}
      description={
        <>
          {overdueAtOnce > 0 && <p>{t('overdueAtOnce', { count: overdueAtOnce })}</p>}
          {notMeasured > 0 && <p>{t('notMeasured', { count: notMeasured })}</p>}
          {effect.truncated && <p>{t('truncated')}</p>}
          <ul className="changes">
            {effect.examples.map((one) => (
              <li key={`${one.caseId} ${one.clock}`}>
                <Link to={`/office/cases/${one.number}`} className="in-text">
                  {one.number}
                </Link>{' '}
                {word('clock', one.clock)}: {dateTime(one.fromDueAt) || '—'} →{' '}
                <strong>{dateTime(one.toDueAt) || '—'}</strong>
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
