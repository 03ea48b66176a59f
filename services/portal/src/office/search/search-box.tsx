import { Input } from 'antd';
import { useLocation, useNavigate } from 'react-router';
import { useWords } from '../../common/use-words';

const LONGEST = 200;

/** Searches all cases that the person may see, from every page of the office. */
export function SearchBox() {
  const { t } = useWords('office');
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const shown = pathname === '/office/search' ? (new URLSearchParams(search).get('q') ?? '') : '';
  const find = (text: string): void => {
    const q = text.trim();
    if (q) void navigate(`/office/search?${new URLSearchParams({ q }).toString()}`);
  };
  return (
    <Input.Search
      key={shown}
      className="search-box"
      data-testid="search-box"
      aria-label={t('search')}
      placeholder={t('searchPlaceholder')}
      defaultValue={shown}
      maxLength={LONGEST}
      allowClear
      onSearch={find}
    />
  );
}
