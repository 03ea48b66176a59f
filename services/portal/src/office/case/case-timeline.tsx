import { Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Procedure } from '../../api/case-file';
import type { TimelineEntry } from '../../api/types';
import { useWords, type Words } from '../../common/use-words';
import type { Names } from '../directory';
import { factsOf, partsOf, type Fact } from './timeline-facts';

type Filter = 'all' | TimelineEntry['visibility'];

interface Props {
  entries: readonly TimelineEntry[];
  names: Names;
  /** Names the steps that were ticked. */
  procedure?: Procedure;
}

/** Everything that happened, newest first; what the complainant sees too is marked. */
export function CaseTimeline({ entries, names, procedure }: Props) {
  const { t } = useWords('case');
  const [filter, setFilter] = useState<Filter>('all');
  // Who may not know of sealed entries is not told that there could be some.
  const sealed = entries.some((entry) => entry.visibility === 'sealed');
  const filters: readonly Filter[] = sealed ? ['all', 'public', 'internal', 'sealed'] : ['all', 'public', 'internal'];
  const shown = entries.filter((entry) => filter === 'all' || entry.visibility === filter).reverse();
  return (
    <section className="panel" aria-labelledby="timeline">
      <div className="panel-head">
        <h2 id="timeline">{t('timeline')}</h2>
        <Segmented<Filter>
          size="small"
          data-testid="timeline-filter"
          aria-label={t('timelineFilter')}
          value={filter}
          onChange={setFilter}
          options={filters.map((value) => ({
            value,
            label: t(`visibility.${value}`),
          }))}
        />
      </div>
      {shown.length === 0 && <p className="quiet">{t('noEntries')}</p>}
      <ol className="timeline" data-testid="case-timeline">
        {shown.map((entry) => (
          <Entry key={entry.seq} entry={entry} names={names} procedure={procedure} />
        ))}
      </ol>
    </section>
  );
}

const TONES = { public: 'brand', internal: 'idle', sealed: 'late' } as const;

function Entry({ entry, names, procedure }: { entry: TimelineEntry; names: Names; procedure?: Procedure }) {
  const words = useWords('case');
  const { t, dateTime } = words;
  const facts = factsOf(entry);
  return (
    <li
      className={`by-${entry.actor.kind} ${entry.visibility}`}
      data-testid="timeline-entry"
      data-type={entry.type}
      data-visibility={entry.visibility}
    >
      <div className="timeline-head">
        <strong>{t(`entry.${entry.type}`, { defaultValue: entry.type })}</strong>
        <span className={`tag tone-${TONES[entry.visibility] ?? 'idle'}`}>{t(`visibility.${entry.visibility}`)}</span>
        <span className="quiet">{actorName(entry, names, words)}</span>
        <time dateTime={entry.at}>{dateTime(entry.at)}</time>
      </div>
      {entry.text && <p className="free-text">{entry.text}</p>}
      {facts.length > 0 && (
        <dl className="entry-facts">
          {facts.map((fact) => (
            <div key={fact.name}>
              <dt>{t(`entryFact.${fact.name}`)}</dt>
              <dd>
                {fact.kind.as === 'case' ? (
                  <Link to={`/office/cases/${fact.value}`}>{fact.value}</Link>
                ) : (
                  partsOf(fact)
                    .map((part) => factWord(fact, part, entry, words, { names, procedure }))
                    .join(fact.name === 'reasons' ? ' ' : t('comma'))
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

function actorName(entry: TimelineEntry, names: Names, { t, word }: Words): string {
  const { kind, id, role } = entry.actor;
  if (kind === 'complainant') return t('complainant');
  if (kind === 'service') return t(`service.${id}`, { defaultValue: t('system') });
  return names.staffName(id) || word('role', role);
}

interface Known {
  names: Names;
  procedure?: Procedure;
}

function factWord(fact: Fact, value: string, entry: TimelineEntry, words: Words, { names, procedure }: Known): string {
  const { t, word, dateTime, money, language } = words;
  switch (fact.kind.as) {
    case 'unit':
      return names.unitName(value);
    case 'staff':
      return names.staffName(value);
    case 'moment':
      return dateTime(value);
    case 'percent':
      return `${value}%`;
    case 'yesNo':
      return t(value === 'true' ? 'yesNo.yes' : 'yesNo.no');
    case 'money':
      return money(Number(value), entry.facts?.['currency'] ?? 'CNY');
    case 'role':
      return word('role', value);
    case 'step': {
      const step = procedure?.steps.find(({ id }) => id === value);
      return (language === 'en' ? step?.textEn : step?.text) ?? value;
    }
    case 'word':
      return word(fact.kind.group, fact.kind.group === 'priority' ? value.toUpperCase() : value);
    default:
      return value;
  }
}
