import { Select } from 'antd';
import { Navigate, useParams, useSearchParams } from 'react-router';
import { QUEUES, type Queue } from '../../api/types';
import { PageHead } from '../../common/page-head';
import { Nothing } from '../../common/page-states';
import { useWords } from '../../common/use-words';
import { useNames } from '../directory';
import { CaseRows } from './case-pages';
import { FilterBar } from './filter-bar';
import { byDeadline, countOf, FILTERS, filtersOf, withFilter } from './filters';
import { useQueue } from './queries';
import { SaveView } from './save-view';
import './texts';

export function QueuePage() {
  const { queue } = useParams();
  const known = QUEUES.find((candidate) => candidate === queue);
  return known ? <QueueList key={known} queue={known} /> : <Navigate to="/office" replace />;
}

function QueueList({ queue }: { queue: Queue }) {
  const { t, word, nameOf } = useWords('queues');
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search, queue);
  const names = useNames();
  const cases = useQueue(queue, filters);
  const change = (name: string, value: string | readonly string[] | undefined): void =>
    setSearch(withFilter(search, name, value), { replace: true });
  const clear = (): void => {
    const next = new URLSearchParams(search);
    for (const name of FILTERS) next.delete(name);
    setSearch(next, { replace: true });
  };
  const narrowed = countOf(filters) > 0;
  return (
    <>
      <PageHead
        title={word('queue', queue)}
        hint={t(`hint.${queue}`)}
        heading={{ 'data-testid': 'queue-title', 'data-queue': queue }}
      >
        <div className="page-filters">
          {names.parks.length > 1 && (
            <Select
              allowClear
              className="park-filter"
              data-testid="queue-park"
              aria-label={t('park')}
              placeholder={t('allParks')}
              showSearch={{ optionFilterProp: 'label' }}
              value={filters.park}
              onChange={(code: string | undefined) => change('park', code)}
              options={names.parks.map((one) => ({ value: one.code, label: `${nameOf(one)} (${one.code})` }))}
            />
          )}
          {search.size > 0 && <SaveView queue={queue} search={search.toString()} />}
        </div>
      </PageHead>
      {!byDeadline(queue) && <FilterBar filters={filters} names={names} onChange={change} onClear={clear} />}
      <CaseRows
        cases={cases}
        names={names}
        nothing={
          <Nothing
            title={t(narrowed ? 'emptyFiltered' : 'empty')}
            hint={t(`emptyHint.${narrowed ? 'filtered' : byDeadline(queue) ? 'good' : 'other'}`)}
          />
        }
      />
    </>
  );
}
