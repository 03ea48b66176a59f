import type { TrackedComplaint } from '../../api/types';
import { useNow } from '../../common/use-now';
import { useWords } from '../../common/use-words';
import { promiseOf } from './promise';

/** By when there will be an answer, why it takes longer, and what was done for the time being. */
export function Promised({ complaint }: { complaint: TrackedComplaint }) {
  const { t, word, by, dateTime, day } = useWords('track');
  const now = useNow();
  const { dueAt, provisional, extension, suspended, relief } = promiseOf(complaint);
  const over = dueAt !== undefined && Date.parse(dueAt) < now;
  return (
    <>
      {dueAt && (
        <p className="promise" data-testid="track-promise" data-due={dueAt}>
          {over ? t('promiseOver', { at: dateTime(dueAt) }) : t('promise', { by: by(dueAt, now) })}
          {provisional && <small className="quiet">{t('promiseProvisional')}</small>}
        </p>
      )}
      {extension && (
        <p data-testid="track-extension">
          {extension.until ? t('extended', { at: dateTime(extension.until) }) : t('extendedUndated')}
          {extension.reason && <span className="free-text">{t('because', { reason: extension.reason })}</span>}
        </p>
      )}
      {suspended && (
        <p data-testid="track-suspended">
          {suspended.until ? t('suspendedUntil', { day: day(suspended.until) }) : t('plain.suspended')}{' '}
          {suspended.reason && t('because', { reason: word('suspensionReason', suspended.reason) })}
        </p>
      )}
      {relief && (
        <div className="note" data-testid="track-relief">
          <h2>{t('relief')}</h2>
          <p className="free-text">{relief.text}</p>
          <p className="quiet">{dateTime(relief.at)}</p>
        </div>
      )}
    </>
  );
}
