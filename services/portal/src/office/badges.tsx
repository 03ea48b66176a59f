import { EyeFilled, FieldTimeOutlined, FlagFilled, LinkOutlined, RiseOutlined } from '@ant-design/icons';
import { Tag, Tooltip } from 'antd';
import type { Case, CaseRow } from '../api/types';
import { nextClock } from '../common/next-clock';
import { timeLeft } from '../common/time-left';
import { useWords } from '../common/use-words';

const STATE_TONE: Record<string, string> = {
  registered: 'idle',
  dispatched: 'info',
  signed: 'info',
  in_progress: 'brand',
  waiting_complainant: 'near',
  suspended: 'near',
  return_requested: 'near',
  resolved: 'good',
  revisiting: 'good',
  linked: 'idle',
  closed: 'idle',
};

export function PriorityTag({ priority, long }: { priority: Case['priority']; long?: boolean }) {
  const { word } = useWords();
  return (
    <Tag variant="filled" className={`priority priority-${priority ?? 'none'}`}>
      {long || !priority ? word('priority', priority ?? 'none') : priority}
    </Tag>
  );
}

export function StateTag({ one }: { one: Case }) {
  const { word } = useWords();
  return (
    <span
      className={`tag tone-${STATE_TONE[one.state] ?? 'idle'}`}
      data-testid="case-state"
      data-state={one.state}
      data-outcome={one.outcome}
    >
      {word('state', one.state)}
      {one.outcome && ` · ${word('outcome', one.outcome)}`}
    </span>
  );
}

/** Flagged for the desk, escalated, supervised, linked, reopened. */
export function Marks({ one }: { one: Case }) {
  const { t } = useWords('office');
  return (
    <>
      {one.flagged && (
        <Tooltip title={t('mark.flagged')}>
          <FlagFilled className="mark mark-flag" aria-label={t('mark.flagged')} />
        </Tooltip>
      )}
      {!!one.escalationLevel && (
        <Tooltip title={t('mark.escalated', { level: one.escalationLevel })}>
          <RiseOutlined className="mark mark-late" aria-label={t('mark.escalated', { level: one.escalationLevel })} />
        </Tooltip>
      )}
      {one.supervised && (
        <Tooltip title={t(one.criticised ? 'mark.criticised' : 'mark.supervised')}>
          <EyeFilled
            className={one.criticised ? 'mark mark-late' : 'mark mark-flag'}
            aria-label={t(one.criticised ? 'mark.criticised' : 'mark.supervised')}
          />
        </Tooltip>
      )}
      {one.extensionRequested && (
        <Tooltip title={t('mark.extension')}>
          <FieldTimeOutlined className="mark mark-flag" aria-label={t('mark.extension')} />
        </Tooltip>
      )}
      {(one.linkedCount ?? 0) > 0 && (
        <Tooltip title={t('mark.linked', { count: one.linkedCount })}>
          <span className="mark mark-links">
            <LinkOutlined aria-label={t('mark.linked', { count: one.linkedCount })} /> {one.linkedCount}
          </span>
        </Tooltip>
      )}
      {one.cycle > 1 && (
        <Tooltip title={t('mark.reopened', { cycle: one.cycle })}>
          <span className="mark mark-cycle">{t('mark.cycle', { cycle: one.cycle })}</span>
        </Tooltip>
      )}
    </>
  );
}

/** The deadline that comes next, with what it is for. */
export function DueBadge({ row, now }: { row: Pick<CaseRow, 'clocks' | 'nextDueAt'>; now: number }) {
  const { word, left, dateTime } = useWords();
  const clock = nextClock(row.clocks);
  const dueAt = clock?.dueAt ?? row.nextDueAt;
  if (!dueAt) {
    const paused = row.clocks?.some((one) => one.status === 'paused');
    return paused ? (
      <span className="due due-idle">{word('clockStatus', 'paused')}</span>
    ) : (
      <span className="quiet">—</span>
    );
  }
  const { tone } = timeLeft(Date.parse(dueAt), now);
  return (
    <span className={`due due-${tone}`} title={dateTime(dueAt)} data-testid="due">
      {clock && <small>{word('clock', clock.name)}</small>}
      <b>{left(dueAt, now)}</b>
    </span>
  );
}
