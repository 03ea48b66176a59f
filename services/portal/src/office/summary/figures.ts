import type { Count, Figures, Park, Summary } from '../../api/types';

/** No park is ranked on fewer cases (docs/figures.md). */
export const RANKED_FROM = 30;

/** A ratio with the number of cases it rests on; no ratio without a base. */
export interface Rate {
  ratio?: number;
  sample: number;
}

export interface Rates {
  resolution: Rate;
  satisfaction: Rate;
  onTime: Rate;
  contact: Rate;
}

/** The rates of one park or of all, each with its sample size. */
export function ratesOf(figures: Figures): Rates {
  const ended = figures.closed + figures.openOverdue;
  return {
    resolution: { ratio: figures.resolutionRate, sample: ended },
    satisfaction: { ratio: figures.satisfactionRate, sample: figures.rated },
    onTime: { ratio: figures.onTimeRate, sample: ended },
    contact: {
      ratio: figures.cases > 0 ? figures.firstContactWithin2h / figures.cases : undefined,
      sample: figures.cases,
    },
  };
}

export interface ParkRow {
  parkCode: string;
  figures: Figures;
  rates: Rates;
  /** From 1 on, equal rates share a rank; unset below the least sample. */
  rank?: number;
  /** Cases per 100 households and companies, so that parks of different size compare. */
  per100?: number;
}

/** Parks by rank, then those that are not ranked, by cases. */
export function parkRows(summary: Summary, parks: readonly Park[]): ParkRow[] {
  const sizes = new Map(parks.map((park) => [park.code, (park.households ?? 0) + (park.companies ?? 0)]));
  const rows = summary.parks.map(({ parkCode, figures }): ParkRow => {
    const size = sizes.get(parkCode) ?? 0;
    return { parkCode, figures, rates: ratesOf(figures), per100: size > 0 ? (figures.cases / size) * 100 : undefined };
  });
  const ranked = rows.filter((row) => row.figures.cases >= RANKED_FROM && row.rates.resolution.ratio !== undefined);
  for (const row of ranked) {
    row.rank =
      1 + ranked.filter((other) => (other.rates.resolution.ratio ?? 0) > (row.rates.resolution.ratio ?? 0)).length;
  }
  return rows.sort(
    (a, b) =>
      (a.rank ?? Infinity) - (b.rank ?? Infinity) ||
      b.figures.cases - a.figures.cases ||
      a.parkCode.localeCompare(b.parkCode),
  );
}

/** The highest counts; what is left over is added up under `other-rest`. */
export function largest(counts: readonly Count[], limit: number): Count[] {
  const sorted = [...counts].sort((a, b) => b.cases - a.cases);
  if (sorted.length <= limit) return sorted;
  const rest = sorted.slice(limit - 1).reduce((sum, one) => sum + one.cases, 0);
  return [...sorted.slice(0, limit - 1), { key: 'other-rest', cases: rest }];
}

/** Every day of the range, also those without a case: a gap in a chart would look like a line through it. */
export function everyDay(counts: readonly Count[]): Count[] {
  const byDay = new Map(counts.map((count) => [count.key, count.cases]));
  const days = [...byDay.keys()].sort();
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return [];
  const filled: Count[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
    const key = new Date(at).toISOString().slice(0, 10);
    filled.push({ key, cases: byDay.get(key) ?? 0 });
  }
  return filled;
}

/** The first day of a period that ends today, as YYYY-MM-DD of the reader's own calendar; unset for all time. */
export function firstDay(period: string, now: Date): string | undefined {
  const days = Number(period);
  if (!Number.isInteger(days) || days < 1) return undefined;
  const first = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days + 1);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${first.getFullYear()}-${pad(first.getMonth() + 1)}-${pad(first.getDate())}`;
}
