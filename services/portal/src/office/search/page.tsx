import { useSearchParams } from 'react-router';
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
      <div className="page-head">
        <div>
          <h1 data-testid="search-title">{q ? t('searchFor', { q }) : t('search')}</h1>
          <p className="quiet">{t('searchHint')}</p>
        </div>
      </div>
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
