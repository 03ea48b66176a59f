import type { Clock } from '../../api/types';
import { percentUsed, toneOf } from '../../common/clock-progress';
import { useWords } from '../../common/use-words';

/** Every clock of the newest cycle as a bar; older cycles are folded away. */
export function CaseClocks({ clocks, now }: { clocks: readonly Clock[]; now: number }) {
  const { t } = useWords('case');
  const newest = Math.max(0, ...clocks.map((clock) => clock.cycle));
  const present = clocks.filter((clock) => clock.cycle === newest);
  const earlier = clocks.filter((clock) => clock.cycle !== newest);
  return (
    <section className="panel" aria-labelledby="clocks" data-testid="case-clocks">
      <h2 id="clocks">{t('clocks')}</h2>
      {clocks.length === 0 && <p className="quiet">{t('noClocks')}</p>}
      {present.map((clock) => (
        <ClockBar key={`${clock.name} ${clock.deadlineNumber}`} clock={clock} now={now} />
      ))}
      {earlier.length > 0 && (
        <details>
          <summary>{t('earlierClocks')}</summary>
          {earlier.map((clock) => (
            <ClockBar key={`${clock.cycle} ${clock.name} ${clock.deadlineNumber}`} clock={clock} now={now} />
          ))}
        </details>
      )}
    </section>
  );
}

function ClockBar({ clock, now }: { clock: Clock; now: number }) {
  const { t, word, left, dateTime } = useWords('case');
  const percent = percentUsed(clock, now);
  const tone = toneOf(clock, now);
  const label = (): string => {
    if (clock.status === 'running' && clock.dueAt) return left(clock.dueAt, now);
    if (clock.status === 'stopped') return t(clock.breached ? 'stoppedLate' : 'stoppedInTime');
    return word('clockStatus', clock.status);
  };
  return (
    <div
      className={`clock clock-${tone}`}
      data-testid={`clock-${clock.name}`}
      data-status={clock.status}
      data-breached={clock.breached}
    >
      <div className="clock-head">
        <strong>{word('clock', clock.name)}</strong>
        <span>{label()}</span>
      </div>
      <div
        className="bar"
        role="meter"
        aria-label={word('clock', clock.name)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(percent ?? 0, 100)}
        aria-valuetext={percent === undefined ? label() : `${percent} %`}
      >
        <i style={{ width: `${Math.min(percent ?? 0, 100)}%` }} />
      </div>
      <div className="clock-foot">
        <span>{clock.dueAt ? t('dueAt', { at: dateTime(clock.dueAt) }) : ''}</span>
        <span>{percent === undefined || clock.status === 'cancelled' ? '' : `${percent}%`}</span>
      </div>
    </div>
  );
}
