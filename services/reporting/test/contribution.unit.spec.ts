import { contributionOf } from '../src/domain/contribution';
import { evolveFact, type Fact, type FactEvent } from '../src/domain/fact';
import { figuresOf } from '../src/domain/figures';
import { afterHours, caseChanged, rated, resolveBreached } from './facts';

function factOf(...events: FactEvent[]): Fact {
  const fact = events.reduce<Fact | undefined>((before, event) => evolveFact(before, event) ?? before, undefined);
  if (!fact) throw new Error('no event');
  return fact;
}

const countsOf = (...events: FactEvent[]): Record<string, number> =>
  Object.fromEntries(contributionOf(factOf(...events))?.counts ?? []);

describe('what a case adds to the counters', () => {
  const closed = { state: 'closed', outcome: 'resolved', resolvedAt: afterHours(10) };
  it.each<[string, FactEvent[], Record<string, number | undefined>]>([
    [
      'an open case is open, under its state',
      [caseChanged(1)],
      { cases: 1, open: 1, 'state:registered': 1, closed: undefined },
    ],
    [
      'a case without category and priority is counted as none',
      [caseChanged(1)],
      { 'category:none': 1, 'priority:none': 1 },
    ],
    [
      'a linked case is neither open nor closed',
      [caseChanged(1, { state: 'linked' })],
      { cases: 1, open: undefined, closed: undefined },
    ],
    [
      'only the outcome resolved counts as resolved',
      [caseChanged(1, closed)],
      { closed: 1, closedResolved: 1, closedInTime: 1 },
    ],
    [
      'partly resolved is counted apart',
      [caseChanged(1, { ...closed, outcome: 'resolved_partly' })],
      { closedPartly: 1, closedResolved: undefined },
    ],
    ['declined is closed', [caseChanged(1, { state: 'closed', outcome: 'declined' })], { closed: 1, declined: 1 }],
    ['withdrawn is closed', [caseChanged(1, { state: 'closed', outcome: 'withdrawn' })], { closed: 1, withdrawn: 1 }],
    [
      'a closed case with a breach is late',
      [resolveBreached(1, 1), caseChanged(1, closed)],
      { closedLate: 1, closedInTime: undefined },
    ],
    ['an open case with a breach is overdue', [caseChanged(1), resolveBreached(1, 1)], { openOverdue: 1 }],
    [
      'a breach of an earlier cycle does not make the reopened case overdue',
      [resolveBreached(1, 1), caseChanged(1, { cycle: 2 })],
      { openOverdue: undefined, reopened: 1 },
    ],
    [
      'a case resolved late is not overdue while it waits for its revisit',
      [resolveBreached(1, 1), caseChanged(1, { state: 'revisiting' })],
      { open: 1, openOverdue: undefined },
    ],
    [
      'first contact after exactly two hours is within them',
      [caseChanged(1, { firstContactAt: afterHours(2) })],
      { firstContactMade: 1, firstContactWithin2h: 1 },
    ],
    [
      'first contact later is only made',
      [caseChanged(1, { firstContactAt: afterHours(2.01) })],
      { firstContactMade: 1, firstContactWithin2h: undefined },
    ],
    [
      'the first contact of the first cycle stays',
      [caseChanged(1, { firstContactAt: afterHours(1) }), caseChanged(2, { cycle: 2 })],
      { firstContactWithin2h: 1 },
    ],
    ['an escalated case stays escalated', [caseChanged(1, { escalated: true }), caseChanged(2)], { escalated: 1 }],
    [
      'the latest rating in a cycle counts',
      [caseChanged(1), rated(1, 1, 2), rated(2, 1, 5)],
      { rated: 1, satisfied: 1, satisfactionSum: 5 },
    ],
    [
      'each cycle has its rating',
      [caseChanged(1), rated(1, 1, 1), rated(2, 2, 4)],
      { rated: 2, satisfied: 1, satisfactionSum: 5 },
    ],
    [
      'a suggestion counts among other kinds only',
      [caseChanged(1, { kind: 'suggestion' })],
      { otherKinds: 1, 'kind:suggestion': 1, cases: undefined, open: undefined },
    ],
    [
      'a master of an incident counts it, with the complaints linked to it and its size',
      [caseChanged(1, { linkedComplaints: 2 })],
      { cases: 1, incidents: 1, linkedComplaints: 2, 'incidentSize:3': 1 },
    ],
    [
      'a master that has lost its linked cases is no incident any more',
      [caseChanged(1, { linkedComplaints: 1 }), caseChanged(2)],
      { cases: 1, incidents: undefined, linkedComplaints: undefined, 'incidentSize:2': undefined },
    ],
    [
      'an incident stays one when it is closed',
      [caseChanged(1, { ...closed, linkedComplaints: 4 })],
      { closed: 1, incidents: 1, linkedComplaints: 4 },
    ],
    [
      'a linked complaint counts as one, and is no incident',
      [caseChanged(1, { state: 'linked' })],
      { cases: 1, incidents: undefined },
    ],
    [
      'a suggestion with others linked to it is no incident',
      [caseChanged(1, { kind: 'suggestion', linkedComplaints: 2 })],
      { otherKinds: 1, incidents: undefined, linkedComplaints: undefined },
    ],
    ['a repair counts as a complaint does', [caseChanged(1, { kind: 'repair' })], { cases: 1, 'kind:repair': 1 }],
  ])('%s', (_, events, expected) => {
    const counts = countsOf(...events);
    for (const [name, count] of Object.entries(expected)) expect([name, counts[name]]).toEqual([name, count]);
  });

  it('counts nothing of a case that only others have spoken of', () => {
    expect(contributionOf(factOf(rated(1, 1, 5), resolveBreached(1, 1)))).toBeUndefined();
  });

  it('drops an event that is not newer than the last one of its source', () => {
    const fact = factOf(caseChanged(5, { state: 'signed' }));
    expect(evolveFact(fact, caseChanged(5))).toBeUndefined();
    expect(evolveFact(fact, caseChanged(4))).toBeUndefined();
    expect(evolveFact(fact, rated(1, 1, 3))).toBeDefined();
  });

  it('counts a breach and a rating of an earlier cycle that come late, after those of the next one', () => {
    const late = [resolveBreached(9, 2), rated(9, 2, 5), resolveBreached(3, 1), rated(3, 1, 1)];
    const closed = caseChanged(1, { cycle: 2, state: 'closed', outcome: 'resolved' });
    expect(factOf(closed, ...late)).toMatchObject({ breachedCycles: [1, 2], ratings: { 1: 1, 2: 5 } });
  });

  it('learns from an event that comes late what stays of it: the first contact and the escalation', () => {
    const early = caseChanged(3, { state: 'signed', escalated: true, firstContactAt: afterHours(1) });
    const fact = factOf(caseChanged(7, { state: 'dispatched', cycle: 2 }), early);
    expect(fact.case).toMatchObject({ state: 'dispatched', cycle: 2, escalated: true, firstContactAt: afterHours(1) });
    expect(evolveFact(fact, early)).toBeUndefined();
  });
});

describe('figures', () => {
  it('leave ratios unset where their base is 0', () => {
    const figures = figuresOf(new Map());
    expect(figures.satisfactionRate).toBeUndefined();
    expect(figures.resolutionRate).toBeUndefined();
    expect(figures.onTimeRate).toBeUndefined();
    expect(figures.handlingHoursP50).toBeUndefined();
    expect(figures.handlingHoursMean).toBe(0);
  });

  it('divide by all closed and the open overdue', () => {
    const counts = new Map([
      ['closed', 6],
      ['closedResolved', 4],
      ['closedInTime', 5],
      ['openOverdue', 2],
    ]);
    expect(figuresOf(counts)).toMatchObject({ resolutionRate: 0.5, onTimeRate: 0.625 });
  });

  it('count incidents apart from complaints, and tell how many cases the largest one has', () => {
    const counts = new Map([
      ['cases', 60],
      ['incidents', 2],
      ['linkedComplaints', 52],
      ['incidentSize:3', 1],
      ['incidentSize:51', 1],
      ['incidentSize:400', 0],
    ]);
    expect(figuresOf(counts)).toMatchObject({ cases: 60, incidents: 2, linkedComplaints: 52, largestIncident: 51 });
    expect(figuresOf(new Map())).toMatchObject({ incidents: 0, linkedComplaints: 0, largestIncident: 0 });
  });

  it('take the satisfaction rate of those who rated', () => {
    expect(
      figuresOf(
        new Map([
          ['rated', 4],
          ['satisfied', 3],
          ['cases', 100],
        ]),
      ).satisfactionRate,
    ).toBe(0.75);
  });
});
