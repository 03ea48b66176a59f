import type { Revisit } from '../../api/types';
import { useWords } from '../../common/use-words';

/** Whether the complainant was asked again, and what he said. */
export function Revisits({ revisits }: { revisits: readonly Revisit[] }) {
  const { t, dateTime } = useWords('case');
  if (revisits.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="revisits" data-testid="revisits">
      <h2 id="revisits">{t('revisits')}</h2>
      {[...revisits].reverse().map((revisit) => (
        <div key={revisit.cycle} className="revisit">
          <p>
            <strong>{t('revisitCycle', { cycle: revisit.cycle })}</strong>{' '}
            <span className="tag tone-info">{t(`revisitStatus.${revisit.status}`)}</span>{' '}
            {revisit.callRequired && <span className="tag tone-near">{t('callRequired')}</span>}
          </p>
          {revisit.status === 'open' && revisit.lapsesAt && (
            <p className="quiet">{t('lapsesAt', { at: dateTime(revisit.lapsesAt) })}</p>
          )}
          {revisit.ratings.map((rating) => (
            <div key={rating.at} className="rating">
              <span className="rating-stars" role="img" aria-label={t('starsOf', { count: rating.satisfaction })}>
                {'★'.repeat(rating.satisfaction)}
                <i>{'★'.repeat(Math.max(0, 5 - rating.satisfaction))}</i>
              </span>{' '}
              {t(`resolved.${rating.resolved}`)} <span className="quiet">{dateTime(rating.at)}</span>
              {rating.comment && <p className="free-text">{rating.comment}</p>}
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}
