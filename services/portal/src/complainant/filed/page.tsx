import { CheckCircleFilled } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { Link, Navigate, useLocation } from 'react-router';
import type { FiledComplaint } from '../../api/types';
import { trackingLink } from '../../common/case-number';
import { CopyButton } from '../../common/copy-button';
import { useWords } from '../../common/use-words';
import { addTexts } from '../../i18n/setup';
import en from './texts.en.json';
import zh from './texts.zh.json';

addTexts('filed', zh, en);

/** Number and tracking code after filing. They are kept in the browser's history entry only, so a reload shows them again. */
export function FiledPage() {
  const { t } = useWords('filed');
  const filed = useLocation().state as FiledComplaint | null;
  if (!filed?.number) return <Navigate to="/track" replace />;
  return (
    <section className="panel filed" aria-labelledby="filed-title">
      <CheckCircleFilled className="filed-mark" aria-hidden />
      <h1 id="filed-title">{t('title')}</h1>
      <p>{t('lead')}</p>
      <dl className="keep">
        <div>
          <dt>{t('number')}</dt>
          <dd data-testid="result-number">{filed.number}</dd>
          <CopyButton text={filed.number} label={t('number')} testId="copy-number" />
        </div>
        <div>
          <dt>{t('code')}</dt>
          <dd data-testid="result-code" className="code">
            {filed.trackingCode}
          </dd>
          <CopyButton text={filed.trackingCode} label={t('code')} testId="copy-code" />
        </div>
      </dl>
      <Alert type="warning" showIcon title={t('keep')} description={t('keepText')} />
      <div className="stack">
        <Link to={`/t/${encodeURIComponent(filed.number)}#${filed.trackingCode}`} data-testid="result-track">
          <Button type="primary" size="large" block>
            {t('track')}
          </Button>
        </Link>
        <CopyLink number={filed.number} code={filed.trackingCode} />
        <Link to="/">{t('words:act.home')}</Link>
      </div>
    </section>
  );
}

function CopyLink({ number, code }: { number: string; code: string }) {
  const { t } = useWords('filed');
  return (
    <div className="copy-link">
      <span>{t('link')}</span>
      <CopyButton text={trackingLink(location.origin, number, code)} label={t('link')} testId="copy-link" />
    </div>
  );
}
