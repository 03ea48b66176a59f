import type { CaseDetail } from '../../api/types';
import { useWords } from '../../common/use-words';
import type { Names } from '../directory';

/** What is known of the case, and why it went where it is. */
export function CaseFacts({ detail, names }: { detail: CaseDetail; names: Names }) {
  const { t, word, dateTime, language } = useWords('case');
  const one = detail.case;
  const facts: [label: string, value: string | undefined][] = [
    ['category', word('category', one.category)],
    ['grading', [word('severity', one.severity), word('urgency', one.urgency)].filter(Boolean).join(' / ')],
    ['kind', word('kind', one.kind)],
    ['channel', word('channel', one.channel)],
    ['identity', word('identity', one.identity)],
    ['complainantType', word('complainantType', one.complainantType)],
    ['place', one.place],
    ['occurredAt', dateTime(one.occurredAt)],
    ['receivedAt', dateTime(one.receivedAt)],
    ['dispatchedAt', dateTime(one.dispatchedAt)],
    ['firstContactAt', dateTime(one.firstContactAt)],
    ['resolvedAt', dateTime(one.resolvedAt)],
    ['closedAt', dateTime(one.closedAt)],
    ['filedBy', names.staffName(one.filedBy)],
    ['cycle', one.cycle > 1 ? String(one.cycle) : undefined],
    ['watchers', (detail.watcherIds ?? []).map((id) => names.staffName(id)).join(language === 'en' ? ', ' : '、')],
  ];
  const reasons = one.dispatchReasons ?? [];
  return (
    <section className="panel" aria-labelledby="facts">
      <h2 id="facts">{t('facts')}</h2>
      <dl className="facts">
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{t(`fact.${label}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {reasons.length > 0 && (
        <>
          <h3>{t('reasons')}</h3>
          <ul className="reasons" data-testid="dispatch-reasons">
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
