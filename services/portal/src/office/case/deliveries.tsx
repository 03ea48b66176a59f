import type { Delivery } from '../../api/types';
import { useWords } from '../../common/use-words';

const TONE: Record<string, string> = { sent: 'good', failed: 'late', skipped: 'idle' };

/** What was sent to whom by which means, without addresses. */
export function Deliveries({ deliveries }: { deliveries: readonly Delivery[] }) {
  const { t, word, dateTime } = useWords('case');
  if (deliveries.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="deliveries">
      <h2 id="deliveries">{t('deliveries')}</h2>
      <ul className="deliveries" data-testid="deliveries">
        {deliveries.map((delivery) => (
          <li key={delivery.id}>
            <span>
              {t(`template.${delivery.template}`, { defaultValue: delivery.template })}
              <small className="quiet">
                {word('means', delivery.means)} {dateTime(delivery.at)}
                {delivery.attempts > 1 && ` · ${t('attempts', { count: delivery.attempts })}`}
                {delivery.maybeTwice && ` · ${t('maybeTwice')}`}
              </small>
              {delivery.reason && <small className="quiet">{delivery.reason}</small>}
            </span>
            <span className={`tag tone-${TONE[delivery.status] ?? 'near'}`}>
              {t(`delivery.${delivery.status}`, { defaultValue: delivery.status })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
