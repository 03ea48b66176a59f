import { Button, Result } from 'antd';
import { Link } from 'react-router';
import { useWords } from './use-words';

export function PageNotFound() {
  const { t } = useWords();
  return (
    <Result
      status="404"
      title={t('words:status.notFound')}
      subTitle={t('words:status.notFoundHint')}
      extra={
        <Link to="/">
          <Button type="primary">{t('words:act.home')}</Button>
        </Link>
      }
    />
  );
}
