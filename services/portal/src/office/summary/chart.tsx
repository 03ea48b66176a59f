import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { Count } from '../../api/types';
import { useWords } from '../../common/use-words';
import { colors } from '../../theme';

register([BarChart, LineChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

interface Props {
  title: string;
  counts: readonly Count[];
  shape: 'bars' | 'days';
  labelOf: (key: string) => string;
  testId: string;
}

/** Counts as a drawing, and as a table for those who cannot or do not want to see it. */
export function CountChart({ title, counts, shape, labelOf, testId }: Props) {
  const { t } = useWords('summary');
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!element.current) return;
    const chart = init(element.current, undefined, { renderer: 'svg' });
    chart.setOption(shape === 'bars' ? bars(counts, labelOf) : days(counts));
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(element.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [counts, shape, labelOf]);
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      {counts.length === 0 ? (
        <p className="quiet">{t('noData')}</p>
      ) : (
        <>
          <div
            ref={element}
            className="chart"
            style={{ height: shape === 'bars' ? 28 + counts.length * 30 : 240 }}
            aria-hidden
          />
          <details>
            <summary>{t('chartTable')}</summary>
            <table className="plain" data-testid={testId}>
              <thead>
                <tr>
                  <th>{t('key')}</th>
                  <th>{t('count')}</th>
                </tr>
              </thead>
              <tbody>
                {counts.map((count) => (
                  <tr key={count.key} data-key={count.key}>
                    <td>{labelOf(count.key)}</td>
                    <td>{count.cases}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
}

const TEXT = { color: '#3d4a52', fontFamily: 'inherit' };

function bars(counts: readonly Count[], labelOf: (key: string) => string): EChartsCoreOption {
  return {
    animation: false,
    aria: { enabled: true },
    grid: { left: 16, right: 40, top: 4, bottom: 4, containLabel: true },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    xAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: '#e8ecea' } }, axisLabel: TEXT },
    yAxis: {
      type: 'category',
      inverse: true,
      data: counts.map((count) => labelOf(count.key)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#c9d2cf' } },
      axisLabel: { ...TEXT, width: 110, overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        data: counts.map((count) => count.cases),
        barMaxWidth: 16,
        itemStyle: { color: colors.brand, borderRadius: [0, 4, 4, 0] },
        label: { show: true, position: 'right', ...TEXT },
      },
    ],
  };
}

function days(counts: readonly Count[]): EChartsCoreOption {
  return {
    animation: false,
    aria: { enabled: true },
    grid: { left: 4, right: 16, top: 16, bottom: 4, containLabel: true },
    tooltip: { trigger: 'axis' },
    xAxis: {
      type: 'category',
      data: counts.map((count) => count.key.slice(5)),
      axisLabel: TEXT,
      axisLine: { lineStyle: { color: '#c9d2cf' } },
    },
    yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: '#e8ecea' } }, axisLabel: TEXT },
    series: [
      {
        type: 'line',
        data: counts.map((count) => count.cases),
        showSymbol: counts.length < 32,
        symbolSize: 6,
        lineStyle: { color: colors.brand, width: 2 },
        itemStyle: { color: colors.brand },
        areaStyle: { color: colors.brand, opacity: 0.1 },
      },
    ],
  };
}
