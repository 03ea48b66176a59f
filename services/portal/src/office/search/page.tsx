import { useSearchParams } from 'react-router';
import { PageHead } from '../../common/page-head';
import { Nothing } from '../../common/page-states';
import { useWords } from '../../common/use-words';
import { useNames } from '../directory';
import { CaseRows } from '../queues/case-pages';
import { useSearch } from '../queues/queries';
import '../queues/texts';

/** What a search found. The words searched for are in the address, so that "back" from a case leads here again. */
export function SearchPage() {
  const { t } = useWords('queues');
  const [search] = useSearchParams();
  const q = (search.get('q') ?? '').trim();
  const names = useNames();
  const cases = useSearch(q);
  return (
    <>
      <PageHead
        title={q ? t('searchFor', { q }) : t('search')}
        hint={t('searchHint')}
        heading={{ 'data-testid': 'search-title' }}
      />
      {q ? (
        <CaseRows
          cases={cases}
          names={names}
          nothing={<Nothing title={t('nothingFound')} hint={t('nothingFoundHint')} />}
        />
      ) : (
        <div className="panel">
          <Nothing title={t('searchFirst')} hint={t('searchHint')} />
        </div>
      )}
    </>
  );
}
