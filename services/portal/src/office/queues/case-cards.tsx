import { Link } from 'react-router';
import type { CaseRow } from '../../api/types';
import { useWords } from '../../common/use-words';
import { DueBadge, Marks, PriorityTag, StateTag } from '../badges';
import type { Names } from '../directory';

/** A queue on a phone. */
export function CaseCards({ rows, names, now }: { rows: readonly CaseRow[]; names: Names; now: number }) {
  const { t, word, ago } = useWords('queues');
  return (
    <ul className="cards">
      {rows.map((row) => (
        <li key={row.case.id}>
          <Link
            to={`/office/cases/${row.case.number}`}
            className="card"
            data-testid="queue-row"
            data-number={row.case.number}
            data-state={row.case.state}
          >
            <div className="card-head">
              <PriorityTag priority={row.case.priority} />
              <StateTag one={row.case} />
              <Marks one={row.case} />
              <span className="grow" />
              <DueBadge row={row} now={now} />
            </div>
            <p className="row-excerpt">{row.excerpt}</p>
            <p className="row-meta">
              <span className="case-number">{row.case.number}</span>
              <span>{word('category', row.case.category ?? 'none')}</span>
              <span>{row.case.handlerId ? names.staffName(row.case.handlerId) : t('nobody')}</span>
              <span>{ago(row.case.receivedAt, now)}</span>
            </p>
          </Link>
        </li>
      ))}
    </ul>
  );
}
