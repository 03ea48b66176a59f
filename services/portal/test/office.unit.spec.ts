import { createStreamParser } from '../src/api/event-stream';
import { Problem } from '../src/api/http';
import type { CaseFile } from '../src/api/case-file';
import type { Case, CaseDetail, Figures, Summary } from '../src/api/types';
import { createVersionFilter } from '../src/common/newer-versions';
import { placeProblem, problemKey } from '../src/common/problem-words';
import { startOf } from '../src/common/roles';
import { COMMANDS, needsForm, offered } from '../src/office/case/commands/catalog';
import { changesBetween, entriesSince } from '../src/office/case/commands/changes';
import { asLocalInput, bodyOf, type FormValues } from '../src/office/case/commands/fields';
import { partsFor } from '../src/office/case/commands/parts';
import { startingValues } from '../src/office/case/commands/starting-values';
import { factsOf, partsOf } from '../src/office/case/timeline-facts';
import { groupByPark, groupByRole, matchesSearch } from '../src/office/sign-in/people';
import { everyDay, firstDay, largest, parkRows, ratesOf } from '../src/office/summary/figures';

describe('the event stream', () => {
  const text = ': hello\n\nid: 7\nevent: case\ndata: {"a":\ndata: 1}\n\nevent: reset\ndata: {}\n\n';
  const expected = [
    { id: '7', event: 'case', data: '{"a":\n1}' },
    { id: '7', event: 'reset', data: '{}' },
  ];
  it('is read whole', () => expect(createStreamParser()(text)).toEqual(expected));
  it.each([1, 2, 3, 5, 17])('is read the same in pieces of %d characters', (size) => {
    const parse = createStreamParser();
    const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
    expect(pieces.flatMap((piece) => parse(piece))).toEqual(expected);
  });
  it('is read the same with Windows line ends, also when one is cut in two', () => {
    const parse = createStreamParser();
    const windows = text.replaceAll('\n', '\r\n').split('');
    expect(windows.flatMap((piece) => parse(piece))).toEqual(expected);
  });
  it('ignores heartbeats', () => expect(createStreamParser()(': beat\n\n: beat\n\n')).toEqual([]));
});

it('drops versions of a case that are not newer', () => {
  const versions = createVersionFilter();
  expect([
    versions.isNewer('a', 2),
    versions.isNewer('a', 2),
    versions.isNewer('a', 1),
    versions.isNewer('b', 1),
    versions.isNewer('a', 3),
  ]).toEqual([true, false, false, true, true]);
});

describe('a problem', () => {
  it('is placed at the field it names', () => {
    const problem = new Problem(400, 'invalid', '', 'contact.phone');
    expect(placeProblem(problem, ['description', 'contact.phone'])).toEqual({ field: 'contact.phone' });
    expect(placeProblem(problem, ['description'])).toEqual({});
    expect(placeProblem(new Error('x'), ['description'])).toEqual({});
  });
  it.each([
    [0, 'unreachable'],
    [401, 'unauthenticated'],
    [409, 'refused'],
    [418, 'badRequest'],
    [500, 'internal'],
    [503, 'unavailable'],
  ])('of status %d is said as %s', (status, key) => expect(problemKey({ status })).toBe(key));
});

describe('commands', () => {
  const menuOf = (commands: readonly string[], state = 'in_progress') =>
    offered(commands, { state }).menu.map(({ matter, commands: names }) => [matter, ...names]);
  it('offers only what the server gives, and nothing that is not for people', () => {
    expect(offered(['escalate', 'add-note', 'sign', 'start-revisit', 'answer'], { state: 'dispatched' })).toEqual({
      bar: ['sign', 'add-note'],
      menu: [],
    });
  });
  it('puts every command that the server gives somewhere, once', () => {
    const all = Object.keys(COMMANDS);
    for (const state of ['registered', 'in_progress', 'closed', 'a state of tomorrow']) {
      const { bar, menu } = offered(all, { state });
      expect([...bar, ...menu.flatMap(({ commands }) => commands)].sort()).toEqual([...all].sort());
    }
  });
  it('puts logging a contact behind the rest once there was one', () => {
    const given = ['log-contact', 'resolve', 'add-note'];
    expect(offered(given, { state: 'in_progress' }).bar).toEqual(['log-contact', 'resolve', 'add-note']);
    expect(offered(given, { state: 'in_progress', contacted: true }).bar).toEqual([
      'resolve',
      'add-note',
      'log-contact',
    ]);
  });
  it('puts decisions that are waited for first', () => {
    expect(offered(['add-note', 'decide-extension'], { state: 'in_progress' }).bar).toEqual([
      'decide-extension',
      'add-note',
    ]);
  });
  it('groups what is not usual in the state by its matter', () => {
    expect(menuOf(['resolve', 'transfer', 'suspend', 'offer-remedy', 'hand-over'])).toEqual([
      ['handing-on', 'transfer', 'hand-over'],
      ['time', 'suspend'],
      ['solving', 'offer-remedy'],
    ]);
  });
  it('asks for every field of a command once', () => {
    for (const [name, { fields }] of Object.entries(COMMANDS)) {
      expect({ name, fields: new Set(fields.map((field) => field.name)).size }).toEqual({
        name,
        fields: fields.length,
      });
    }
  });
  it('signs and starts by a click', () => {
    expect(['sign', 'start', 'resolve'].map(needsForm)).toEqual([false, false, true]);
  });
});

describe('the body of a command', () => {
  const body = (command: string, values: FormValues) => bodyOf(COMMANDS[command]?.fields ?? [], values);
  it('sends an amount in fen, to the fen', () => {
    expect(body('offer-remedy', { kind: 'compensation', amount: 19.99 })).toEqual({
      kind: 'compensation',
      amount: 1999,
    });
  });
  it('sends a moment of the local clock as a moment of the world', () => {
    const until = body('request-extension', { until: '2030-03-05T10:30', reason: '等配件' })['until'];
    expect(new Date(until as string).getTime()).toBe(new Date(2030, 2, 5, 10, 30).getTime());
    expect(asLocalInput(until as string)).toBe('2030-03-05T10:30');
  });
  it('sends yes and no as such', () => {
    expect(body('decide-remedy', { remedyId: 'remedy-1', approved: 'no', note: '太多' })).toEqual({
      remedyId: 'remedy-1',
      approved: false,
      note: '太多',
    });
  });
  it('leaves out what was left empty', () => {
    expect(body('request-return', { reason: 'wrong_unit', proposedUnitId: 'u', note: ' ', evidence: [] })).toEqual({
      reason: 'wrong_unit',
      proposedUnitId: 'u',
    });
  });
  it('sends an empty list of the accused: that takes them back', () => {
    expect(body('name-accused', { staffIds: [], reason: '误会' })).toEqual({ staffIds: [], reason: '误会' });
  });
});

describe('the thing on a case that is meant', () => {
  const by = { at: '2030-01-01T00:00:00Z', by: 's' };
  const task = (id: string, over: object = {}) => ({ id, ...by, unitId: 'u', text: id, ...over });
  const file = { tasks: [task('t1', { doneAt: by.at }), task('t2'), task('t3', { cancelledAt: by.at })] } as CaseFile;
  it('is one that is not over', () => {
    expect(partsFor('complete-task', file)).toEqual([{ id: 't2', text: 't2' }]);
  });
  it('is chosen in the form, unless it was named', () => {
    const detail = { case: {}, file } as CaseDetail;
    expect(startingValues('complete-task', detail)).toEqual({ taskId: 't2' });
    expect(startingValues('complete-task', detail, 't9')).toEqual({ taskId: 't9' });
  });
  it('is every one whose approval is needed and not decided', () => {
    const remedy = (id: string, over: object) => ({ id, ...by, kind: 'compensation', amount: 1, note: id, ...over });
    const remedies = [
      remedy('free', {}),
      remedy('open', { decideBy: by.at }),
      remedy('done', { decideBy: by.at, decided: by }),
    ];
    expect(partsFor('decide-remedy', { remedies } as unknown as CaseFile).map(({ id }) => id)).toEqual(['open']);
  });
});

describe('a conflict', () => {
  const seen = { version: 4, state: 'signed', priority: 'P2', handlerId: 'a' } as Case;
  it('shows what changed since the version seen', () => {
    expect(changesBetween(seen, { ...seen, version: 6, handlerId: 'b' })).toEqual([
      { field: 'handlerId', from: 'a', to: 'b' },
    ]);
  });
  it('shows what happened since then', () => {
    const entry = (seq: number) => ({
      seq,
      at: '',
      type: 'NoteAdded',
      actor: { kind: 'person' as const },
      visibility: 'internal' as const,
      cycle: 1,
    });
    expect(entriesSince(seen, { timeline: [entry(4), entry(5), entry(6)] }).map((one) => one.seq)).toEqual([5, 6]);
  });
});

describe('facts of a timeline entry', () => {
  it('come in reading order without what is not for display', () => {
    const facts = factsOf({ facts: { priority: 'p1', unitId: 'u', deadlineNumber: '2', reasons: 'a\nb' } });
    expect(facts.map((fact) => fact.name)).toEqual(['unitId', 'priority', 'reasons']);
    expect(partsOf({ name: 'reasons', value: 'a\nb' })).toEqual(['a', 'b']);
    expect(partsOf({ name: 'watcherIds', value: 's1,s2' })).toEqual(['s1', 's2']);
  });
  it.each([
    ['ReturnRequested', 'returnReason'],
    ['CaseSuspended', 'suspensionReason'],
    ['SupervisionStarted', 'supervisionReason'],
  ])('reads the reason of %s as %s', (type, group) => {
    expect(factsOf({ type, facts: { reason: 'x' } })).toEqual([
      { name: 'reason', value: 'x', kind: { as: 'word', group } },
    ]);
  });
  it('leave out the kind of the matter, which stands among the facts of the case', () => {
    expect(factsOf({ type: 'CaseOpened', facts: { kind: 'repair' } })).toEqual([]);
    expect(factsOf({ type: 'RemedyOffered', facts: { kind: 'apology' } })).toHaveLength(1);
  });
});

describe('demo people', () => {
  const person = (staffId: string, role: string, name = staffId) => ({
    staffId,
    role,
    name,
    parkCodes: ['SH01'],
    allParks: false,
  });
  it('are grouped by role, headquarters first', () => {
    const groups = groupByRole([person('h', 'handler'), person('q', 'hq-officer'), person('l', 'team-lead')]);
    expect(groups.map(([role]) => role)).toEqual(['hq-officer', 'team-lead', 'handler']);
  });
  it('are grouped by park within a role; those of several parks stand apart', () => {
    const several = { ...person('r', 'handler'), parkCodes: ['SH01', 'SH02'] };
    expect(
      groupByPark([person('a', 'handler'), several, person('b', 'handler')]).map(([park, members]) => [
        park,
        members.length,
      ]),
    ).toEqual([
      ['SH01', 2],
      [undefined, 1],
    ]);
  });
  it('are found by several words', () => {
    expect(matchesSearch(person('h', 'handler', '李志强'), '李 sh01')).toBe(true);
    expect(matchesSearch(person('h', 'handler', '李志强'), '李 sz01')).toBe(false);
  });
});

it.each([
  ['handler', '/office/queues/mine'],
  ['agent', '/office/queues/flagged'],
  ['hq-officer', '/office/summary'],
  ['a role of tomorrow', '/office/summary'],
])('%s begins at %s', (role, path) => expect(startOf(role)).toBe(path));

describe('figures', () => {
  const figures = (over: Partial<Figures>): Figures =>
    ({ cases: 0, closed: 0, openOverdue: 0, rated: 0, firstContactWithin2h: 0, ...over }) as Figures;
  it('have their sample size beside every rate', () => {
    const rates = ratesOf(
      figures({ cases: 10, closed: 6, openOverdue: 2, rated: 4, firstContactWithin2h: 5, resolutionRate: 0.5 }),
    );
    expect(rates.resolution).toEqual({ ratio: 0.5, sample: 8 });
    expect(rates.satisfaction).toEqual({ ratio: undefined, sample: 4 });
    expect(rates.contact).toEqual({ ratio: 0.5, sample: 10 });
  });
  it('rank no park with fewer than 30 cases, and equal rates the same', () => {
    const park = (parkCode: string, cases: number, resolutionRate: number) => ({
      parkCode,
      figures: figures({ cases, resolutionRate }),
    });
    const summary = {
      parks: [park('A', 29, 1), park('B', 30, 0.5), park('C', 40, 0.9), park('D', 50, 0.9)],
    } as Summary;
    expect(parkRows(summary, []).map((row) => [row.parkCode, row.rank])).toEqual([
      ['D', 1],
      ['C', 1],
      ['B', 3],
      ['A', undefined],
    ]);
  });
  it('compare parks of different size per 100 households and companies', () => {
    const summary = { parks: [{ parkCode: 'A', figures: figures({ cases: 5 }) }] } as Summary;
    const parks = [{ code: 'A', name: 'A', households: 150, companies: 50 }];
    expect(parkRows(summary, parks)[0]?.per100).toBe(2.5);
  });
  it('add up what is beyond the largest', () => {
    const counts = [1, 5, 3, 2].map((cases, index) => ({ key: `k${index}`, cases }));
    expect(largest(counts, 3)).toEqual([
      { key: 'k1', cases: 5 },
      { key: 'k2', cases: 3 },
      { key: 'other-rest', cases: 3 },
    ]);
  });
  it('show days without a case as 0', () => {
    expect(
      everyDay([
        { key: '2030-03-01', cases: 2 },
        { key: '2030-02-27', cases: 1 },
      ]),
    ).toEqual([
      { key: '2030-02-27', cases: 1 },
      { key: '2030-02-28', cases: 0 },
      { key: '2030-03-01', cases: 2 },
    ]);
  });
  it('count today among the days of a period', () => {
    const today = new Date(2030, 2, 2, 23, 30);
    expect([firstDay('7', today), firstDay('1', today), firstDay('all', today)]).toEqual([
      '2030-02-24',
      '2030-03-02',
      undefined,
    ]);
  });
});
