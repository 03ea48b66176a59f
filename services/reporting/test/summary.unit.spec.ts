import { startSummary } from '../src/domain/summary';

const cell = (parkCode: string, day: string) => ({ groupId: 'g1', parkCode, day });
const counts = (...pairs: [string, number][]) => new Map(pairs);

describe('a summary', () => {
  it('adds up the shards of a cell, days and parks, and shows parks without a case', () => {
    const making = startSummary(['SH01', 'AA00']);
    making.add(cell('SH01', '2026-03-02'), counts(['cases', 3], ['incidentSize:3', 1], ['category:a', 3]));
    making.add(cell('SH01', '2026-03-02'), counts(['cases', -1], ['incidentSize:3', -1], ['category:a', -2]));
    making.add(cell('BJ02', '2026-03-01'), counts(['cases', 4], ['incidentSize:2', 1], ['category:b', 4]));
    making.add(cell('SH01', '2026-03-03'), counts(['cases', 0]));
    const summary = making.summary();
    expect(summary.total).toMatchObject({ cases: 6, largestIncident: 2 });
    expect(summary.parks.map(({ parkCode, figures }) => [parkCode, figures.cases, figures.largestIncident])).toEqual([
      ['AA00', 0, 0],
      ['BJ02', 4, 2],
      ['SH01', 2, 0],
    ]);
    expect(summary.counts.category).toEqual([
      { key: 'b', cases: 4 },
      { key: 'a', cases: 1 },
    ]);
    expect(summary.byDay).toEqual([
      { key: '2026-03-01', cases: 4 },
      { key: '2026-03-02', cases: 2 },
    ]);
  });
});
