import type { DeadlineAnswer } from '../../api/deadlines';
import type { Interval } from '../../api/types';
import { useWords } from '../../common/use-words';

/** As many working windows as a person reads. */
const SHOWN = 12;

/** When it would be due, and the working time until then. */
export function Answer({ answer }: { answer: DeadlineAnswer }) {
  const { t, word } = useWords('try');
  if (answer.dueAt) {
    return (
      <div data-testid="try-answer" data-due={answer.dueAt}>
        <Due dueAt={answer.dueAt} provisional={answer.provisional} />
        <Windows windows={answer.windows ?? []} />
      </div>
    );
  }
  return (
    <div data-testid="try-answer">
      {(answer.clocks ?? []).map((clock) => (
        <div key={clock.name} className="file-item" data-testid={`try-${clock.name}`} data-due={clock.dueAt}>
          <strong>{word('clock', clock.name)}</strong>{' '}
          <span className="quiet">{t(`unit.${clock.allowance.unit}`, { amount: clock.allowance.amount })}</span>
          <Due dueAt={clock.dueAt} provisional={clock.provisional} />
          <Windows windows={clock.windows} />
        </div>
      ))}
    </div>
  );
}

function Due({ dueAt, provisional }: { dueAt: string; provisional?: boolean }) {
  const { t, language } = useWords('try');
  const words = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    dateStyle: 'full',
    timeStyle: 'short',
  });
  return (
    <p className="try-due">
      {words.format(new Date(dueAt))} {provisional && <span className="tag tone-near">{t('provisional')}</span>}
    </p>
  );
}

function Windows({ windows }: { windows: readonly Interval[] }) {
  const { t, dateTime } = useWords('try');
  if (windows.length === 0) return null;
  return (
    <details>
      <summary>{t('windows', { count: windows.length })}</summary>
      <ul className="windows">
        {windows.slice(0, SHOWN).map((window) => (
          <li key={window.from}>
            {dateTime(window.from)} – {dateTime(window.to)}
          </li>
        ))}
        {windows.length > SHOWN && <li>…</li>}
      </ul>
    </details>
  );
}
