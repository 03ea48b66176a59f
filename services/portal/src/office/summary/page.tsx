import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented, Select } from 'antd';
import { lazy, Suspense, useCallback, useMemo, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { getSummary } from '../../api/office';
import type { Summary } from '../../api/types';
import { PageHead } from '../../common/page-head';
import { Failed, Loading, Nothing } from '../../common/page-states';
import { useWords } from '../../common/use-words';
import { addTexts } from '../../i18n/setup';
import { useNames, type Names } from '../directory';
import en from './texts.en.json';
import { everyDay, firstDay, largest, ratesOf, type Rate } from './figures';
import { ParkTable } from './park-table';
import { useHours } from './rate-text';
import zh from './texts.zh.json';

addTexts('summary', zh, en);

const CountChart = lazy(async () => ({ default: (await import('./chart')).CountChart }));
const PERIODS = ['7', '30', '90', 'all'] as const;
const CATEGORY_BARS = 12;

/** All parks at a glance: totals, parks beside each other, and where the cases come from. */
export function SummaryPage() {
  const { t, nameOf } = useWords('summary');
  const [search, setSearch] = useSearchParams();
  const period = PERIODS.find((one) => one === search.get('days')) ?? '30';
  const park = search.get('park') ?? undefined;
  const names = useNames();
  const from = firstDay(period, new Date());
  const summary = useQuery({
    queryKey: ['cases', 'summary', from ?? '', park ?? ''],
    queryFn: ({ signal }) => getSummary({ from, park }, signal),
    placeholderData: keepPreviousData,
  });
  const change = (name: string, value: string | undefined): void => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  return (
    <>
      <PageHead title={t('title')} hint={t('lead')}>
        <div className="page-filters">
          <Segmented
            aria-label={t('range.label')}
            data-testid="summary-range"
            value={period}
            onChange={(value) => change('days', value)}
            options={PERIODS.map((value) => ({ value, label: t(`range.${value}`) }))}
          />
          <Select
            allowClear
            className="park-filter"
            aria-label={t('park')}
            placeholder={t('allParks')}
            value={park}
            onChange={(value?: string) => change('park', value)}
            options={names.parks.map((one) => ({ value: one.code, label: nameOf(one) }))}
          />
        </div>
      </PageHead>
      {summary.isPending && <Loading rows={10} />}
      {summary.isError && <Failed error={summary.error} onRetry={() => void summary.refetch()} />}
      {summary.data && <SummaryView summary={summary.data} names={names} />}
    </>
  );
}

function SummaryView({ summary, names }: { summary: Summary; names: Names }) {
  const { t, word } = useWords('summary');
  const hours = useHours();
  const { total } = summary;
  const rates = ratesOf(total);
  const categories = useMemo(() => largest(summary.byCategory, CATEGORY_BARS), [summary.byCategory]);
  const channels = useMemo(() => largest(summary.byChannel, CATEGORY_BARS), [summary.byChannel]);
  const days = useMemo(() => everyDay(summary.byDay), [summary.byDay]);
  const categoryWord = useCallback(
    (key: string) => (key === 'other-rest' ? t('rest') : word('category', key || 'none')),
    [word, t],
  );
  const channelWord = useCallback((key: string) => word('channel', key), [word]);
  const dayWord = useCallback((key: string) => key, []);
  if (total.cases + total.otherKinds === 0) {
    return (
      <div className="panel">
        <Nothing title={t('empty')} />
      </div>
    );
  }
  return (
    <>
      <div className="figures" data-testid="summary">
        <Figure name="cases" value={total.cases} />
        <Figure name="open" value={total.open} />
        <Figure name="openOverdue" value={total.openOverdue} tone={total.openOverdue > 0 ? 'late' : undefined} />
        <Figure name="closed" value={total.closed} />
        <RateFigure name="resolutionRate" rate={rates.resolution} />
        <RateFigure name="satisfactionRate" rate={rates.satisfaction} />
        <RateFigure name="onTimeRate" rate={rates.onTime} />
        <RateFigure name="firstContact" rate={rates.contact} />
        <Figure name="handlingP50" value={hours(total.handlingHoursP50)} note={t('sample', { count: total.handled })} />
        <Figure name="handlingP90" value={hours(total.handlingHoursP90)} note={t('sample', { count: total.handled })} />
        <Figure name="reopened" value={total.reopened} />
        <Figure name="escalated" value={total.escalated} />
        <Figure
          name="incidents"
          value={total.incidents}
          note={total.incidents > 0 ? t('largestIncident', { count: total.largestIncident }) : undefined}
        />
        <Figure name="linkedComplaints" value={total.linkedComplaints} />
      </div>
      <ParkTable summary={summary} names={names} />
      <Suspense fallback={<Loading />}>
        <CountChart title={t('byDay')} counts={days} shape="days" labelOf={dayWord} testId="by-day" />
        <div className="chart-columns">
          <CountChart
            title={t('byCategory')}
            counts={categories}
            shape="bars"
            labelOf={categoryWord}
            testId="by-category"
          />
          <CountChart title={t('byChannel')} counts={channels} shape="bars" labelOf={channelWord} testId="by-channel" />
        </div>
      </Suspense>
    </>
  );
}

interface FigureProps {
  name: string;
  value: ReactNode;
  note?: string;
  tone?: 'late';
}

function Figure({ name, value, note, tone }: FigureProps) {
  const { t } = useWords('summary');
  return (
    <div className={`figure${tone ? ` figure-${tone}` : ''}`}>
      <span>{t(`figure.${name}`)}</span>
      <b data-testid={`figure-${name}`}>{value}</b>
      {note && <small>{note}</small>}
    </div>
  );
}

function RateFigure({ name, rate }: { name: string; rate: Rate }) {
  const { t } = useWords('summary');
  const value = rate.ratio === undefined ? '—' : `${(rate.ratio * 100).toFixed(1)}%`;
  return (
    <Figure
      name={name}
      value={value}
      note={rate.ratio === undefined ? t('noData') : t('sample', { count: rate.sample })}
    />
  );
}
