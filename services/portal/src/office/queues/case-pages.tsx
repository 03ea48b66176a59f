import { Alert, Button, Grid } from 'antd';
import { useMemo, type ReactNode } from 'react';
import type { CaseRow } from '../../api/types';
import { Failed, Loading } from '../../common/page-states';
import { useNow } from '../../common/use-now';
import { useWords } from '../../common/use-words';
import type { Names } from '../directory';
import { CaseCards } from './case-cards';
import { CaseTable } from './case-table';
import type { CasePages } from './queries';

interface Props {
  cases: CasePages;
  names: Names;
  /** Shown when there is nothing. */
  nothing: ReactNode;
}

/** Cases page by page: a table on a wide screen, cards on a phone. */
export function CaseRows({ cases, names, nothing }: Props) {
  const { t } = useWords('queues');
  const now = useNow();
  const wide = Grid.useBreakpoint().lg;
  const rows = useMemo(() => withoutDoubles(cases.data?.pages.flatMap((page) => page.items) ?? []), [cases.data]);
  const noClocks = cases.data?.pages.some((page) => page.clocksUnavailable);
  const truncated = cases.data?.pages.some((page) => page.truncated);
  const Rows = wide ? CaseTable : CaseCards;
  return (
    <>
      {noClocks && <Alert type="warning" showIcon className="stack-gap" title={t('noClocks')} />}
      {truncated && <Alert type="info" showIcon className="stack-gap" title={t('truncated')} data-testid="truncated" />}
      {cases.isPending && <Loading rows={8} />}
      {cases.isError && <Failed error={cases.error} onRetry={() => void cases.refetch()} />}
      {cases.isSuccess && rows.length === 0 && <div className="panel">{nothing}</div>}
      {rows.length > 0 && (
        <>
          <Rows rows={rows} names={names} now={now} />
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
        </>
      )}
    </>
  );
}

/** A case that moved between two pages while they were read is shown once. */
function withoutDoubles(rows: readonly CaseRow[]): CaseRow[] {
  return [...new Map(rows.map((row) => [row.case.id, row])).values()];
}
