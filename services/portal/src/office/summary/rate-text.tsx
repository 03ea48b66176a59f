import { useCallback } from 'react';
import { useWords } from '../../common/use-words';
import type { Rate } from './figures';

/** 85.7% (42): the number in brackets is what it rests on. */
export function RateText({ rate }: { rate: Rate }) {
  if (rate.ratio === undefined) return <span className="quiet">—</span>;
  return (
    <span className="rate">
      {(rate.ratio * 100).toFixed(1)}% <small className="quiet">({rate.sample})</small>
    </span>
  );
}

/** Elapsed hours as a person says them: hours up to two days, then days. */
export function useHours(): (hours: number | undefined) => string {
  const { t } = useWords('summary');
  return useCallback(
    (hours) => {
      if (hours === undefined) return '—';
      if (hours < 1) return t('minutes', { count: Math.round(hours * 60) });
      return hours < 48
        ? t('hours', { count: Number(hours.toFixed(1)) })
        : t('days', { count: Number((hours / 24).toFixed(1)) });
    },
    [t],
  );
}
