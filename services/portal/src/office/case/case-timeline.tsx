import { Segmented } from 'antd';
import { useState } from 'react';
import type { TimelineEntry } from '../../api/types';
import { useWords, type Words } from '../../common/use-words';
import type { Names } from '../directory';
import { factsOf, partsOf, type Fact } from './timeline-facts';

type Filter = 'all' | 'public' | 'internal';

/** Everything that happened, newest first; what the complainant sees too is marked. */
export function CaseTimeline({ entries, names }: { entries: readonly TimelineEntry[]; names: Names }) {
  const { t } = useWords('case');
  const [filter, setFilter] = useState<Filter>('all');
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
          options={(['all', 'public', 'internal'] as const).map((value) => ({
            value,
            label: t(`visibility.${value}`),
          }))}
        />
      </div>
      {shown.length === 0 && <p className="quiet">{t('noEntries')}</p>}
      <ol className="timeline" data-testid="case-timeline">
        {shown.map((entry) => (
          <Entry key={entry.seq} entry={entry} names={names} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry, names }: { entry: TimelineEntry; names: Names }) {
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
        <span className={`tag ${entry.visibility === 'public' ? 'tone-brand' : 'tone-idle'}`}>
          {t(`visibility.${entry.visibility}`)}
        </span>
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
                {partsOf(fact)
                  .map((part) => factWord(fact, part, names, words))
                  .join(fact.name === 'reasons' ? ' ' : t('comma'))}
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

function factWord(fact: Fact, value: string, names: Names, { word }: Words): string {
  switch (fact.name) {
    case 'unitId':
    case 'fromUnitId':
      return names.unitName(value);
    case 'handlerId':
    case 'fromHandlerId':
    case 'filedBy':
    case 'watcherIds':
      return names.staffName(value);
    case 'category':
    case 'fromCategory':
      return word('category', value);
    case 'priority':
    case 'fromPriority':
      return word('priority', value.toUpperCase());
    case 'nobodyAt':
      return word('role', value);
    case 'step':
      return `${value}%`;
    case 'reasons':
    case 'referTo':
    case 'fromCycle':
      return value;
    default:
      return word(fact.name, value);
  }
}
