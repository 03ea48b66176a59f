import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { listInbox, markInboxRead } from '../../api/office';
import type { InboxMessage } from '../../api/types';
import { PageHead } from '../../common/page-head';
import { Failed, Loading, Nothing } from '../../common/page-states';
import { useNow } from '../../common/use-now';
import { useWords } from '../../common/use-words';
import { addTexts } from '../../i18n/setup';
import en from './texts.en.json';
import zh from './texts.zh.json';

addTexts('inbox', zh, en);

/** The signed-in person's own messages, newest first. */
export function InboxPage() {
  const { t } = useWords('inbox');
  const queries = useQueryClient();
  const inbox = useInfiniteQuery({
    queryKey: ['inbox', 'list'],
    queryFn: ({ pageParam, signal }) => listInbox({ limit: 50, cursor: pageParam || undefined }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });
  const marking = useMutation({
    mutationFn: markInboxRead,
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['inbox'] }),
  });
  const messages = inbox.data?.pages.flatMap((page) => page.messages) ?? [];
  const unread = inbox.data?.pages[0]?.unread ?? 0;
  const read = (message: InboxMessage): void => {
    if (!message.read) marking.mutate([message.id]);
  };
  return (
    <div className="narrow">
      <PageHead title={t('title')} hint={t('unread', { count: unread })}>
        <Button
          disabled={unread === 0}
          loading={marking.isPending}
          onClick={() => marking.mutate(undefined)}
          data-testid="inbox-read-all"
        >
          {t('readAll')}
        </Button>
      </PageHead>
      {inbox.isPending && <Loading />}
      {inbox.isError && <Failed error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.isSuccess && messages.length === 0 && (
        <div className="panel">
          <Nothing title={t('empty')} hint={t('emptyHint')} />
        </div>
      )}
      <ul className="messages">
        {messages.map((message) => (
          <Message key={message.id} message={message} onRead={() => read(message)} />
        ))}
      </ul>
      {inbox.hasNextPage && (
        <div className="more">
          <Button loading={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>
            {t('words:act.loadMore')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Message({ message, onRead }: { message: InboxMessage; onRead: () => void }) {
  const { t, ago, dateTime } = useWords('inbox');
  const now = useNow();
  return (
    <li className={message.read ? 'message' : 'message unread'} data-testid="inbox-message" data-read={message.read}>
      <div className="timeline-head">
        <strong>{message.title}</strong>
        <time dateTime={message.at} title={dateTime(message.at)}>
          {ago(message.at, now)}
        </time>
      </div>
      <p className="free-text">{message.body}</p>
      <div className="message-acts">
        {message.number && (
          <Link to={`/office/cases/${message.number}`} onClick={onRead}>
            {t('open', { number: message.number })}
          </Link>
        )}
        {!message.read && (
          <Button type="link" size="small" onClick={onRead}>
            {t('read')}
          </Button>
        )}
      </div>
    </li>
  );
}
