import { Table, type TableColumnsType } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { CaseRow } from '../../api/types';
import { useWords } from '../../common/use-words';
import { DueBadge, Marks, PriorityTag, StateTag } from '../badges';
import type { Names } from '../directory';

interface Props {
  rows: readonly CaseRow[];
  names: Names;
  now: number;
}

/** A queue on a wide screen. The number is the link; a click anywhere else in the row opens the case too. */
export function CaseTable({ rows, names, now }: Props) {
  const { t, word, ago, dateTime } = useWords('queues');
  const navigate = useNavigate();
  const columns: TableColumnsType<CaseRow> = [
    {
      title: t('column.priority'),
      width: 76,
      render: (_, row) => <PriorityTag priority={row.case.priority} />,
    },
    {
      title: t('column.case'),
      render: (_, row) => (
        <div className="row-case">
          <p className="row-excerpt">{row.excerpt}</p>
          <p className="row-meta">
            <Link
              to={`/office/cases/${row.case.number}`}
              className="case-number"
              onClick={(event) => event.stopPropagation()}
            >
              {row.case.number}
            </Link>
            <span>{word('category', row.case.category ?? 'none')}</span>
            {row.case.place && <span>{row.case.place}</span>}
          </p>
        </div>
      ),
    },
    {
      title: t('column.state'),
      width: 160,
      render: (_, row) => (
        <div className="row-state">
          <StateTag one={row.case} />
          <Marks one={row.case} />
        </div>
      ),
    },
    {
      title: t('column.who'),
      width: 190,
      render: (_, row) => (
        <div className="row-who">
          <span>{row.case.handlerId ? names.staffName(row.case.handlerId) : t('nobody')}</span>
          <small className="quiet">{names.unitName(row.case.unitId)}</small>
        </div>
      ),
    },
    {
      title: t('column.due'),
      width: 150,
      render: (_, row) => <DueBadge row={row} now={now} />,
    },
    {
      title: t('column.received'),
      width: 110,
      responsive: ['xl'],
      render: (_, row) => <time title={dateTime(row.case.receivedAt)}>{ago(row.case.receivedAt, now)}</time>,
    },
  ];
  return (
    <Table<CaseRow>
      size="middle"
      className="case-table"
      data-testid="queue-table"
      rowKey={(row) => row.case.id}
      columns={columns}
      dataSource={rows}
      pagination={false}
      onRow={(row) =>
        ({
          'data-testid': 'queue-row',
          'data-number': row.case.number,
          'data-state': row.case.state,
          onClick: () => void navigate(`/office/cases/${row.case.number}`),
        }) as React.HTMLAttributes<HTMLElement>
      }
    />
  );
}
