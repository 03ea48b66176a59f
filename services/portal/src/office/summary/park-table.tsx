import { Table, type TableColumnsType } from 'antd';
import type { Summary } from '../../api/types';
import { useWords } from '../../common/use-words';
import type { Names } from '../directory';
import { parkRows, type ParkRow, type Rate } from './figures';
import { RateText, useHours } from './rate-text';

/** Parks beside each other. Every rate stands with its sample size. */
export function ParkTable({ summary, names }: { summary: Summary; names: Names }) {
  const { t } = useWords('summary');
  const hours = useHours();
  const rows = parkRows(summary, names.parks);
  const rate = (title: string, of: (row: ParkRow) => Rate): TableColumnsType<ParkRow>[number] => ({
    title: t(`column.${title}`),
    align: 'right',
    sorter: (a, b) => (of(a).ratio ?? -1) - (of(b).ratio ?? -1),
    render: (_, row) => <RateText rate={of(row)} />,
  });
  const number = (
    title: string,
    of: (row: ParkRow) => number | undefined,
    digits = 0,
  ): TableColumnsType<ParkRow>[number] => ({
    title: t(`column.${title}`),
    align: 'right',
    sorter: (a, b) => (of(a) ?? -1) - (of(b) ?? -1),
    render: (_, row) => of(row)?.toFixed(digits) ?? '—',
  });
  const columns: TableColumnsType<ParkRow> = [
    { title: t('column.rank'), width: 64, render: (_, row) => row.rank ?? '—' },
    {
      title: t('column.park'),
      fixed: 'left',
      render: (_, row) => (
        <span className="park-cell">
          {names.parkName(row.parkCode)} <small className="quiet">{row.parkCode}</small>
        </span>
      ),
    },
    number('cases', (row) => row.figures.cases),
    number('open', (row) => row.figures.open),
    number('overdue', (row) => row.figures.openOverdue),
    number('per100', (row) => row.per100, 1),
    rate('resolution', (row) => row.rates.resolution),
    rate('satisfaction', (row) => row.rates.satisfaction),
    rate('onTime', (row) => row.rates.onTime),
    rate('contact', (row) => row.rates.contact),
    {
      title: t('column.p50'),
      align: 'right',
      sorter: (a, b) => (a.figures.handlingHoursP50 ?? -1) - (b.figures.handlingHoursP50 ?? -1),
      render: (_, row) => hours(row.figures.handlingHoursP50),
    },
  ];
  return (
    <section className="panel" aria-labelledby="parks">
      <h2 id="parks">{t('parks')}</h2>
      <p className="quiet">{t('rankNote')}</p>
      <Table<ParkRow>
        size="small"
        data-testid="park-table"
        rowKey={(row) => row.parkCode}
        columns={columns}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 'max-content' }}
        onRow={(row) =>
          ({
            'data-testid': `park-${row.parkCode}`,
            'data-cases': row.figures.cases,
          }) as React.HTMLAttributes<HTMLElement>
        }
      />
    </section>
  );
}
