import { useQuery } from '@tanstack/react-query';
import { Button, Collapse } from 'antd';
import { Problem } from '../../api/http';
import { listOutbox } from '../../api/office';
import { PageHead } from '../../common/page-head';
import { Failed, Loading, Nothing } from '../../common/page-states';
import { useWords } from '../../common/use-words';
import { addTexts } from '../../i18n/setup';
import en from './texts.en.json';
import zh from './texts.zh.json';

addTexts('outbox', zh, en);

/** Local use only: the mails that would have been sent if a mail server were set. */
export function OutboxPage() {
  const { t, dateTime } = useWords('outbox');
  const mails = useQuery({ queryKey: ['outbox'], queryFn: ({ signal }) => listOutbox(signal) });
  const off = mails.error instanceof Problem && (mails.error.status === 404 || mails.error.code === 'mails_are_sent');
  return (
    <div className="narrow">
      <PageHead title={t('title')} hint={t('lead')}>
        <Button onClick={() => void mails.refetch()} loading={mails.isFetching}>
          {t('refresh')}
        </Button>
      </PageHead>
      {mails.isPending && <Loading />}
      {off && (
        <div className="panel">
          <Nothing title={t('off')} hint={t('offHint')} />
        </div>
      )}
      {mails.isError && !off && <Failed error={mails.error} onRetry={() => void mails.refetch()} />}
      {mails.data?.length === 0 && (
        <div className="panel">
          <Nothing title={t('empty')} />
        </div>
      )}
      {!!mails.data?.length && (
        <Collapse
          data-testid="outbox"
          items={mails.data.map((mail) => ({
            key: mail.messageId,
            label: (
              <span className="mail-head" data-testid="outbox-mail">
                <strong>{mail.subject}</strong>
                <small className="quiet">
                  {mail.to} · {dateTime(mail.at)}
                </small>
              </span>
            ),
            children: (
              <>
                <p className="free-text">{mail.text}</p>
                <p className="quiet">Message-ID: {mail.messageId}</p>
              </>
            ),
          }))}
        />
      )}
    </div>
  );
}
