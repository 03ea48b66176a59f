import { Alert, Button, Grid, Select } from 'antd';
import { useMemo } from 'react';
import { Navigate, useParams, useSearchParams } from 'react-router';
import { QUEUES, type CaseRow, type Queue } from '../../api/types';
import { Failed, Loading, Nothing } from '../../common/page-states';
import { useNow } from '../../common/use-now';
import { useWords } from '../../common/use-words';
import { addTexts } from '../../i18n/setup';
import { useNames } from '../directory';
import { CaseCards } from './case-cards';
import { CaseTable } from './case-table';
import { useQueue } from './queries';
import en from './texts.en.json';
import zh from './texts.zh.json';

addTexts('queues', zh, en);

export function QueuePage() {
  const { queue } = useParams();
  const known = QUEUES.find((candidate) => candidate === queue);
  return known ? <QueueList key={known} queue={known} /> : <Navigate to="/office" replace />;
}

function QueueList({ queue }: { queue: Queue }) {
  const { t, word, nameOf } = useWords('queues');
  const [search, setSearch] = useSearchParams();
  const park = search.get('park') ?? undefined;
  const names = useNames();
  const now = useNow();
  const wide = Grid.useBreakpoint().lg;
  const cases = useQueue(queue, park);
  const rows = useMemo(() => withoutDoubles(cases.data?.pages.flatMap((page) => page.items) ?? []), [cases.data]);
  const noClocks = cases.data?.pages.some((page) => page.clocksUnavailable);
  const choosePark = (code: string | undefined): void => setSearch(code ? { park: code } : {}, { replace: true });

  return (
    <>
      <div className="page-head">
        <div>
          <h1 data-testid="queue-title" data-queue={queue}>
            {word('queue', queue)}
          </h1>
          <p className="quiet">{t(`hint.${queue}`)}</p>
        </div>
        {names.parks.length > 1 && (
          <Select
            allowClear
            className="park-filter"
            data-testid="queue-park"
            aria-label={t('park')}
            placeholder={t('allParks')}
            showSearch={{ optionFilterProp: 'label' }}
            value={park}
            onChange={choosePark}
            options={names.parks.map((one) => ({ value: one.code, label: `${nameOf(one)} (${one.code})` }))}
          />
        )}
      </div>
      {noClocks && <Alert type="warning" showIcon className="stack-gap" title={t('noClocks')} />}
      {cases.isPending && <Loading rows={8} />}
      {cases.isError && <Failed error={cases.error} onRetry={() => void cases.refetch()} />}
      {cases.isSuccess && rows.length === 0 && (
        <div className="panel">
          <Nothing
            title={t('empty')}
            hint={t(`emptyHint.${queue === 'overdue' || queue === 'due-soon' ? 'good' : 'other'}`)}
          />
        </div>
      )}
      {rows.length > 0 &&
        (wide ? <CaseTable rows={rows} names={names} now={now} /> : <CaseCards rows={rows} names={names} now={now} />)}
      {rows.length > 0 && (
        <div className="more">
          {cases.hasNextPage ? (
            <Button
              data-testid="load-more"
              loading={cases.isFetchingNextPage}
              onClick={() => void cases.fetchNextPage()}
            >
              {t('words:act.loadMore')}
            </Button>
          ) : (
            <span className="quiet">{t('end', { count: rows.length })}</span>
          )}
        </div>
      )}
    </>
  );
}

/** A case that moved between two pages while they were read is shown once. */
function withoutDoubles(rows: readonly CaseRow[]): CaseRow[] {
  return [...new Map(rows.map((row) => [row.case.id, row])).values()];
}
