import { Tooltip } from 'antd';
import type { Clock } from '../../api/types';
import { clockBar, type ClockBar as Bar } from '../../common/clock-bar';
import { toneOf } from '../../common/clock-progress';
import { useWords, type Words } from '../../common/use-words';

/** Every clock of the newest cycle as a bar; older cycles are folded away. */
export function CaseClocks({ clocks, now }: { clocks: readonly Clock[]; now: number }) {
  const { t } = useWords('case');
  const newest = Math.max(0, ...clocks.map((clock) => clock.cycle));
  const present = clocks.filter((clock) => clock.cycle === newest);
  const earlier = clocks.filter((clock) => clock.cycle !== newest);
  const paused = clocks.some((clock) => (clock.pauses ?? []).length > 0);
  return (
    <section className="panel" aria-labelledby="clocks" data-testid="case-clocks">
      <div className="panel-head">
        <h2 id="clocks">{t('clocks')}</h2>
        {paused && <span className="quiet legend-paused">{t('pausedPart')}</span>}
      </div>
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
  const words = useWords('case');
  const { t, word } = words;
  const bar = clockBar(clock, now);
  const label = statusOf(clock, now, words);
  return (
    <div
      className={`clock clock-${toneOf(clock, bar.percent)}`}
      data-testid={`clock-${clock.name}`}
      data-status={clock.status}
      data-breached={clock.breached}
    >
      <div className="clock-head">
        <strong>{word('clock', clock.name)}</strong>
        <span>{label}</span>
      </div>
      <BarPicture name={word('clock', clock.name)} bar={bar} label={label} />
      <div className="clock-foot">
        <span>
          {deadlineOf(clock, now, words)}
          {clock.provisional && (
            <Tooltip title={t('provisionalHint')}>
              <span className="tag tone-near" tabIndex={0} data-testid="provisional">
                {t('provisional')}
              </span>
            </Tooltip>
          )}
        </span>
        <span>{bar.percent === undefined ? '' : t('percent', { percent: bar.percent })}</span>
      </div>
      {clock.firstDueAt && clock.firstDueAt !== clock.dueAt && (
        <p className="clock-first quiet" data-testid="clock-first-due">
          {t('firstDueAt', { at: words.dateTime(clock.firstDueAt) })}
        </p>
      )}
    </div>
  );
}

const widthOf = ({ from, to }: { from: number; to: number }): React.CSSProperties => ({
  left: `${from}%`,
  width: `${to - from}%`,
});

function BarPicture({ name, bar, label }: { name: string; bar: Bar; label: string }) {
  const { t } = useWords('case');
  return (
    <div
      className="bar"
      role="meter"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.min(bar.percent ?? 0, 100)}
      aria-valuetext={bar.percent === undefined ? label : `${bar.percent}%`}
    >
      <div className="bar-track">
        {bar.elapsed.map((stretch) => (
          <i key={stretch.from} className="bar-elapsed" style={widthOf(stretch)} />
        ))}
        {bar.late && <i className="bar-late" style={widthOf(bar.late)} />}
        {bar.pauses.map((pause) => (
          <i key={`pause ${pause.from}`} className="bar-pause" style={widthOf(pause)} title={t('pausedPart')} />
        ))}
      </div>
      {bar.marks.map((mark) => (
        <b
          key={mark.step}
          className={mark.reached ? 'bar-mark reached' : 'bar-mark'}
          style={{ left: `${mark.at}%` }}
          title={`${mark.step}%`}
        />
      ))}
    </div>
  );
}

function statusOf(clock: Clock, now: number, { t, word, left }: Words): string {
  if (clock.status === 'running' && clock.dueAt) return left(clock.dueAt, now);
  if (clock.status === 'stopped') return t(clock.breached ? 'stoppedLate' : 'stoppedInTime');
  return word('clockStatus', clock.status);
}

/** A running deadline in words that one would say; what is over with its date. */
function deadlineOf(clock: Clock, now: number, { t, by, dateTime }: Words): string {
  if (clock.status === 'paused') return t('pausedNow');
  if (!clock.dueAt || clock.status === 'cancelled') return '';
  return clock.status === 'running' ? by(clock.dueAt, now) : t('dueAt', { at: dateTime(clock.dueAt) });
}
