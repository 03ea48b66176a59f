import type { PublicEntry } from '../../api/types';
import { useWords } from '../../common/use-words';

/** What has happened, newest first, in words for people outside. */
export function PublicTimeline({ entries }: { entries: readonly PublicEntry[] }) {
  const { t, word, money, dateTime } = useWords('track');
  const remedyOf = ({ facts = {} }: PublicEntry): string =>
    [word('remedyKind', facts['kind']), facts['amount'] && money(Number(facts['amount']), facts['currency'] ?? 'CNY')]
      .filter(Boolean)
      .join(' ');
  const newestFirst = [...entries].reverse();
  return (
    <ol className="timeline" data-testid="track-timeline">
      {newestFirst.map((entry, index) => (
        <li key={`${entry.at} ${entry.type} ${index}`} className={`by-${entry.by}`} data-type={entry.type}>
          <div className="timeline-head">
            <strong>{t(`entry.${entry.type}`, { defaultValue: t('entry.other') })}</strong>
            <time dateTime={entry.at}>{dateTime(entry.at)}</time>
          </div>
          {entry.type.startsWith('Remedy') && <p>{remedyOf(entry)}</p>}
          {entry.text && <p className="free-text">{entry.text}</p>}
        </li>
      ))}
    </ol>
  );
}
