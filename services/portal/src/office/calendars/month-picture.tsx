import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { Calendar } from '../../api/deadlines';
import { useWords } from '../../common/use-words';
import { monthGrid, monthsOn, type GridDay } from './month-grid';

const KINDS = ['work', 'rest', 'holiday', 'make_up_workday', 'override'] as const;

function monthNow(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
}

/** A month of a calendar: working days, holidays and the days that make up for them. */
export function MonthPicture({ calendar }: { calendar: Calendar }) {
  const { t, language } = useWords('calendars');
  const [month, setMonth] = useState(monthNow);
  const weeks = monthGrid(calendar, month);
  const title = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`));
  return (
    <section className="panel" aria-labelledby="month" data-testid="month" data-month={month}>
      <div className="panel-head">
        <h2 id="month" aria-live="polite">
          {title}
        </h2>
        <div>
          <Button
            icon={<LeftOutlined />}
            aria-label={t('monthBefore')}
            data-testid="month-before"
            onClick={() => setMonth(monthsOn(month, -1))}
          />{' '}
          <Button
            icon={<RightOutlined />}
            aria-label={t('monthAfter')}
            data-testid="month-after"
            onClick={() => setMonth(monthsOn(month, 1))}
          />
        </div>
      </div>
      <table className="month">
        <thead>
          <tr>
            {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
              <th key={weekday} scope="col">
                {t(`weekdayShort.${weekday}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]?.date}>
              {week.map((day) => (
                <Day key={day.date} day={day} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="month-legend">
        {KINDS.map((kind) => (
          <span key={kind} className={`legend day-${kind}`}>
            {t(`kind.${kind}`)}
          </span>
        ))}
        <span className="legend day-uncovered">{t('uncovered')}</span>
      </p>
    </section>
  );
}

function Day({ day }: { day: GridDay }) {
  const { t } = useWords('calendars');
  const classes = ['day', `day-${day.kind}`, day.inMonth ? '' : 'day-outside', day.covered ? '' : 'day-uncovered'].join(
    ' ',
  );
  return (
    <td className={classes} data-testid="day" data-date={day.date} data-kind={day.kind}>
      <b>{day.day}</b>
      {day.kind !== 'work' && day.kind !== 'rest' && <strong>{day.name || t(`kind.${day.kind}`)}</strong>}
      {day.windows.map(({ from, to }) => (
        <small key={from}>
          {from}–{to}
        </small>
      ))}
    </td>
  );
}
