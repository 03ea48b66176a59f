import { Alert, Select } from 'antd';
import { useSearchParams } from 'react-router';
import type { Calendar, CoveredPark } from '../../api/deadlines';
import { PageHead } from '../../common/page-head';
import { Failed, Loading, Nothing } from '../../common/page-states';
import { keepsRules } from '../../common/roles';
import { useSession } from '../../common/use-session';
import { useWords } from '../../common/use-words';
import { addTexts } from '../../i18n/setup';
import { useNames } from '../directory';
import { ImportHolidays } from './import-holidays';
import { weekdayWindows } from './month-grid';
import { MonthPicture } from './month-picture';
import { useCalendars, useCoverage } from './queries';
import en from './texts.en.json';
import zh from './texts.zh.json';

addTexts('calendars', zh, en);

/** Working times of the parks, and how far their holidays are known. */
export function CalendarsPage() {
  const { t, nameOf } = useWords('calendars');
  const [search, setSearch] = useSearchParams();
  const calendars = useCalendars();
  const coverage = useCoverage();
  const names = useNames();
  // Unless one is chosen, the one that most parks go by.
  const used = (id: string): number => names.parks.filter((park) => park.calendarId === id).length;
  const byUse = [...(calendars.data ?? [])].sort((one, other) => used(other.id) - used(one.id));
  const shown = byUse.find(({ id }) => id === search.get('id')) ?? byUse[0];
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        {shown && (
          <Select
            className="park-filter"
            data-testid="calendar-choice"
            aria-label={t('title')}
            value={shown.id}
            onChange={(id: string) => setSearch({ id }, { replace: true })}
            options={calendars.data?.map((one) => ({ value: one.id, label: nameOf(one) }))}
          />
        )}
      </PageHead>
      <CoverageWarning parks={coverage.data ?? []} />
      {calendars.isPending && <Loading rows={10} />}
      {calendars.isError && <Failed error={calendars.error} onRetry={() => void calendars.refetch()} />}
      {calendars.isSuccess && !shown && (
        <div className="panel">
          <Nothing title={t('none')} hint={t('noneHint')} />
        </div>
      )}
      {shown && <CalendarView key={shown.id} calendar={shown} />}
    </>
  );
}

function CoverageWarning({ parks }: { parks: readonly CoveredPark[] }) {
  const { t } = useWords('calendars');
  const names = useNames();
  const concerned = parks.filter((park) => park.endsSoon || park.provisionalClocks > 0);
  if (concerned.length === 0) return null;
  const dates = new Map<string, CoveredPark[]>();
  for (const park of concerned) {
    const date = park.coveredUntil ?? '';
    dates.set(date, [...(dates.get(date) ?? []), park]);
  }
  return (
    <Alert
      type="warning"
      showIcon
      className="stack-gap"
      data-testid="coverage-warning"
      title={t('endsSoon')}
      description={
        <ul className="changes">
          {[...dates].map(([date, group]) => (
            <li key={date}>
              {date && `${t('coveredUntil', { date })}: `}
              {group
                .map(({ parkCode, provisionalClocks }) =>
                  [
                    names.parkName(parkCode),
                    provisionalClocks > 0 && t('provisionalClocks', { count: provisionalClocks }),
                  ]
                    .filter(Boolean)
                    .join(' '),
                )
                .join(t('comma'))}
            </li>
          ))}
        </ul>
      }
    />
  );
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

function CalendarView({ calendar }: { calendar: Calendar }) {
  const { t, nameOf } = useWords('calendars');
  const names = useNames();
  const mayChange = keepsRules(useSession()?.person.role ?? '');
  const parks = names.parks.filter((park) => park.calendarId === calendar.id);
  return (
    <div className="case-columns" data-testid="calendar" data-id={calendar.id} data-version={calendar.version}>
      <MonthPicture calendar={calendar} />
      <div>
        <section className="panel" aria-labelledby="calendar-facts">
          <h2 id="calendar-facts">{nameOf(calendar)}</h2>
          <dl className="facts">
            <Fact label={t('version')}>{String(calendar.version)}</Fact>
            <Fact label={t('timeZone')}>{calendar.timeZone}</Fact>
            {calendar.coveredUntil && (
              <Fact label={t('covered')}>{`${calendar.coveredFrom ?? ''} – ${calendar.coveredUntil}`}</Fact>
            )}
            {calendar.aroundTheClock ? (
              <Fact label={t('hours')}>{t('aroundTheClock')}</Fact>
            ) : (
              WEEKDAYS.map((weekday) => (
                <Fact key={weekday} label={t(`weekday.${weekday}`)}>
                  {weekdayWindows(calendar, weekday)
                    .map(({ from, to }) => `${from}–${to}`)
                    .join(' ') || t('kind.rest')}
                </Fact>
              ))
            )}
            {calendar.standardWeekday !== undefined && (
              <Fact label={t('standardDay')}>{t(`weekday.${calendar.standardWeekday}`)}</Fact>
            )}
          </dl>
          <h3>{t('parks')}</h3>
          <p>{parks.length > 0 ? parks.map((park) => nameOf(park)).join(t('comma')) : t('noParks')}</p>
        </section>
        {mayChange && !calendar.aroundTheClock && <ImportHolidays key={calendar.version} calendar={calendar} />}
      </div>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
