import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Decided } from '../../../api/case-file';
import { useWords } from '../../../common/use-words';
import { useGive } from '../commands/give';

export interface ItemFact {
  label: string;
  value: ReactNode;
}

interface Props {
  title: ReactNode;
  tag?: { text: string; tone: 'good' | 'near' | 'late' | 'idle' | 'info' | 'brand' };
  at: string;
  by: string;
  text?: string;
  facts?: readonly (ItemFact | undefined | false)[];
  decided?: Decided;
  /** Commands about this thing; shown are those that the server offers. */
  acts?: readonly string[];
  id?: string;
  children?: ReactNode;
}

/** One thing on a case: what, by whom and when, how it stands, and what can be done about it. */
export function FileItem({ title, tag, at, by, text, facts = [], decided, acts = [], id, children }: Props) {
  const { t, dateTime } = useWords('case');
  const { may, give } = useGive();
  const nameOf = useActorName();
  const offered = acts.filter(may);
  const shown = facts.filter((fact): fact is ItemFact => !!fact && fact.value !== undefined && fact.value !== '');
  return (
    <div className="file-item" data-testid="file-item" data-id={id}>
      <div className="file-item-head">
        <strong>{title}</strong>
        {tag && <span className={`tag tone-${tag.tone}`}>{tag.text}</span>}
        <span className="quiet">
          {nameOf(by)} {dateTime(at)}
        </span>
      </div>
      {text && <p className="free-text">{text}</p>}
      {shown.length > 0 && (
        <dl className="entry-facts">
          {shown.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {decided && (
        <p className="file-decided">
          {t(decided.granted ? 'granted' : 'refused', { by: nameOf(decided.by), at: dateTime(decided.at) })}
          {decided.note && <span className="free-text">{decided.note}</span>}
        </p>
      )}
      {children}
      {offered.length > 0 && (
        <div className="file-acts">
          {offered.map((command) => (
            <Button key={command} size="small" data-testid={`act-${command}`} onClick={() => give(command, id)}>
              {t(`command.${command}`)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

/** A person by name, a service by what it does. */
export function useActorName(): (id: string) => string {
  const { t } = useWords('case');
  const { names } = useGive();
  return (id) => t(`service.${id}`, { defaultValue: names.staffName(id) || t('system') });
}

/** One matter of a case; nothing where there is nothing of it. */
export function FileSection({ name, empty, children }: { name: string; empty: boolean; children: ReactNode }) {
  const { t } = useWords('case');
  if (empty) return null;
  return (
    <section className="panel" aria-labelledby={`file-${name}`} data-testid={`file-${name}`}>
      <h2 id={`file-${name}`}>{t(`file.${name}`)}</h2>
      {children}
    </section>
  );
}

type Tag = Props['tag'];

/** How an approval stands. */
export function useApprovalTag(): (one: { decideBy?: string; overdue?: boolean; decided?: Decided }) => Tag {
  const { t } = useWords('case');
  return ({ decideBy, overdue, decided }) => {
    if (decided)
      return { text: t(decided.granted ? 'tag.granted' : 'tag.refused'), tone: decided.granted ? 'good' : 'late' };
    if (!decideBy) return { text: t('tag.noApproval'), tone: 'idle' };
    return overdue ? { text: t('tag.approvalOverdue'), tone: 'late' } : { text: t('tag.undecided'), tone: 'near' };
  };
}
