import fc from 'fast-check';
import {
  type Actor,
  type Case,
  type Command,
  decide,
  entryOf,
  evolve,
  mostLinkedCases,
  publicEntry,
  Rejection,
} from '../src/domain';
import type { LinkedCase } from '../src/domain';
import { priorityWith } from '../src/domain/master';
import {
  caseIn,
  minutesLater,
  officeHours,
  openedCase,
  organisation,
  receivedAt,
  service,
  staffActor,
} from './fixtures';

const at = minutesLater(60);
const casework = service('casework');
const desk = staffActor('desk');
const master = caseIn('in_progress', { id: 'case-9', number: 'SH01-20260302-00009' });
const link: Command = { type: 'link', master: master.number };

interface Given {
  actor?: Actor;
  master?: Case;
}

function events(c: Case, command: Command, given: Given = {}) {
  const { actor = desk } = given;
  const cycle = actor.kind === 'service' ? c.cycle : undefined;
  return decide(c, command, { actor, at, organisation, workingTime: officeHours, cycle, master, ...given });
}

const after = (c: Case, command: Command, given: Given = {}): Case => events(c, command, given).reduce<Case>(evolve, c);

function rejected(c: Case, command: Command, given: Given = {}): string {
  try {
    events(c, command, given);
  } catch (error) {
    if (error instanceof Rejection) return `${error.reason} ${error.code}`;
    throw error;
  }
  throw new Error(`${command.type} was not rejected`);
}

const others = (count: number, as: LinkedCase['as'] = 'incident'): LinkedCase[] =>
  Array.from({ length: count }, (_, n) => ({ id: `other-${n}`, number: `N${n}`, as, receivedAt }));
const addLinked = (more: Partial<LinkedCase> = {}): Command => ({
  type: 'add-linked',
  ...{ id: 'case-1', number: 'SH01-20260302-00001', as: 'incident', receivedAt },
  ...more,
});

describe('link', () => {
  it('names the master, and takes the case out of the queues of the unit', () => {
    expect(after(caseIn('signed', { flagged: true }), link)).toMatchObject({
      state: 'linked',
      open: false,
      unassigned: false,
      flagged: false,
      linkedTo: { masterId: 'case-9', masterNumber: 'SH01-20260302-00009', as: 'incident', at },
    });
  });

  it.each<[string, Case | undefined, string]>([
    ['no case at all', undefined, 'invalid master_unknown'],
    ['a case of another group', { ...master, groupId: 'g2' }, 'invalid master_unknown'],
    ['itself', caseIn('in_progress'), 'invalid master_is_itself'],
    ['a linked case', caseIn('linked', { id: 'case-9' }), 'refused master_linked'],
    ['a closed case', caseIn('closed', { id: 'case-9' }), 'refused master_closed'],
    ['a full master', { ...master, linkedCases: others(mostLinkedCases) }, 'refused master_full'],
  ])('does not link to %s', (_label, to, code) => {
    expect(rejected(caseIn('dispatched'), link, { master: to })).toBe(code);
  });

  it.each<[string, Partial<Case>, Partial<Case>, string | undefined]>([
    ['a major one without approval', { severity: 'major' }, { visitedAt: at }, 'refused master_resolved'],
    [
      'a significant one without a visit',
      { severity: 'significant' },
      { visitedAt: undefined },
      'refused master_resolved',
    ],
    ['a significant one with a visit', { severity: 'significant' }, { visitedAt: at }, undefined],
    ['a general one', { severity: 'general' }, { visitedAt: undefined }, undefined],
  ])('to a master that was resolved, as it is settled with it: %s', (_label, wanted, had, code) => {
    const resolved = caseIn('resolved', { id: 'case-9', severity: 'general', ...had });
    const c = caseIn('dispatched', wanted);
    if (code) expect(rejected(c, link, { master: resolved })).toBe(code);
    else expect(after(c, link, { master: resolved }).state).toBe('linked');
  });

  it('that reaches a master after it was resolved with less is taken back', () => {
    const resolved = caseIn('resolved', { id: 'case-9', severity: 'general', visitedAt: at });
    const told = addLinked({ severity: 'major' });
    expect(rejected(resolved, told, { actor: casework })).toBe('refused moved_on');
    expect(after(resolved, addLinked({ severity: 'significant' }), { actor: casework }).linkedCases).toHaveLength(1);
  });

  it('does not link a case that has linked cases of its own', () => {
    expect(rejected(caseIn('dispatched', { linkedCases: others(1) }), link)).toBe('refused has_linked_cases');
  });
});

describe('unlink', () => {
  const linked = after(caseIn('signed'), link);

  it('brings the case back to nobody, flagged for the desk', () => {
    expect(after(linked, { type: 'unlink', reason: 'another lift' })).toMatchObject({
      state: 'registered',
      open: true,
      unassigned: true,
      flagged: true,
    });
  });

  it('keeps how often it was dispatched, so that the next dispatch starts a new sign clock', () => {
    const back = after(linked, { type: 'unlink', reason: 'another lift' });
    const dispatch: Command = { type: 'dispatch', unitId: 'sh01-eng', handlerId: 'zhao', reasons: [], flag: false };
    const again = after(back, dispatch);
    expect(again).toMatchObject({ state: 'dispatched', handlerId: 'zhao', dispatches: 2, dispatchedAt: at });
    expect([back.handlerId, back.signedAt, again.previous, again.signedAt]).toEqual(Array(4).fill(undefined));
  });

  it('asks a person why', () => {
    expect(rejected(linked, { type: 'unlink', reason: ' ' })).toBe('invalid text_missing');
    expect(after(linked, { type: 'unlink', reason: '' }, { actor: casework }).state).toBe('registered');
  });
});

describe('the master', () => {
  it('keeps each linked case once', () => {
    const once = after(master, addLinked(), { actor: casework });
    expect(once.linkedCases.map(({ id }) => id)).toEqual(['case-1']);
    expect(events(once, addLinked(), { actor: casework })).toEqual([]);
  });

  it('takes the highest priority, as a regrade', () => {
    const [added, regraded] = events(master, addLinked({ priority: 'p1' }), { actor: casework });
    expect(added?.type).toBe('LinkedCaseAdded');
    expect(regraded).toMatchObject({
      type: 'CaseRegraded',
      priority: 'p1',
      fromPriority: 'p2',
      severity: 'significant',
    });
    expect(events(master, addLinked({ priority: 'p3' }), { actor: casework })).toHaveLength(1);
  });

  it('keeps it when it is regraded: below what is linked to it nobody can grade it', () => {
    const grave = after(master, addLinked({ priority: 'p1' }), { actor: casework });
    const down: Command = { type: 'regrade', severity: 'general', urgency: 'low', reason: 'it is nothing' };
    expect(after(grave, down)).toMatchObject({ severity: 'general', priority: 'p1' });
    expect(after(master, down).priority).toBe('p4');
  });

  it('that is not dispatched yet takes it at its dispatch', () => {
    const waiting = after(openedCase(), addLinked({ id: 'x', priority: 'p2' }), { actor: casework });
    const dispatch: Command = { type: 'dispatch', unitId: 'sh01-eng', urgency: 'low', reasons: [], flag: false };
    expect(after(waiting, dispatch).priority).toBe('p2');
    expect(after(openedCase(), dispatch).priority).toBe('p4');
  });

  it('is handled as gravely as the gravest case linked to it, which is settled with it', () => {
    const general = { ...master, severity: 'general' as const };
    const withOne = (severity: LinkedCase['severity']) => after(general, addLinked({ severity }), { actor: casework });
    const resolve: Command = { type: 'resolve', rootCause: 'other', answer: 'done' };
    const by = { actor: staffActor('wang') };
    expect(after(withOne('general'), resolve, by).state).toBe('resolved');
    expect(rejected(withOne('significant'), resolve, by)).toBe('refused visit_missing');
    const visited = after(withOne('major'), { type: 'log-contact', means: 'visit', note: '' }, by);
    expect(rejected(visited, resolve, by)).toBe('refused approval_missing');
    const proposed = after(visited, { type: 'propose-solution', text: 'a new motor' }, by);
    const yes: Command = { type: 'decide-solution', solutionId: 'solution-1', granted: true, note: '' };
    expect(after(after(proposed, yes, { actor: staffActor('manager') }), resolve, by).state).toBe('resolved');
  });

  it('comes under supervision with the third repeat', () => {
    const two = { ...master, linkedCases: others(2, 'repeat') };
    const third = events(two, addLinked({ as: 'repeat' }), { actor: casework });
    expect(third.map(({ type }) => type)).toContain('SupervisionStarted');
    expect(events(two, addLinked(), { actor: casework }).map(({ type }) => type)).not.toContain('SupervisionStarted');
  });

  it('takes no more than the most, and not itself', () => {
    const full = { ...master, linkedCases: others(mostLinkedCases) };
    expect(rejected(full, addLinked(), { actor: casework })).toBe('refused moved_on');
    expect(rejected(master, addLinked({ id: master.id }), { actor: casework })).toBe('refused moved_on');
  });

  it('hears what the complainant of a linked case answers, and keeps it from its own complainant', () => {
    const waiting = caseIn('waiting_complainant', { id: 'case-9', linkedCases: others(1) });
    const hear: Command = { type: 'hear-linked', id: 'other-0', number: 'N0', text: 'Floor 3 too.' };
    const [heard] = events(waiting, hear, { actor: casework });
    expect(heard).toMatchObject({ type: 'ComplainantAnswered', linked: { id: 'other-0', number: 'N0' } });
    expect(after(waiting, hear, { actor: casework })).toEqual(waiting);
    const entry = entryOf(heard!, casework, 1);
    expect(entry).toMatchObject({ visibility: 'internal', text: 'Floor 3 too.', facts: { number: 'N0' } });
    expect(publicEntry('ComplainantAnswered', entry)).toBeUndefined();
    expect(rejected(waiting, { ...hear, id: 'case-7' }, { actor: casework })).toBe('refused moved_on');
  });

  it('forgets a case that is no longer linked, and one that never was, without a word', () => {
    const one = { ...master, linkedCases: others(1) };
    expect(after(one, { type: 'remove-linked', id: 'other-0' }, { actor: casework }).linkedCases).toEqual([]);
    expect(events(one, { type: 'remove-linked', id: 'nobody' }, { actor: casework })).toEqual([]);
  });

  it('replies to all only where there is somebody', () => {
    expect(rejected(master, { type: 'reply-to-all', text: 'Soon.' })).toBe('refused no_linked_cases');
    const [reply] = events({ ...master, linkedCases: others(1) }, { type: 'reply-to-all', text: 'Soon.' });
    expect(reply).toMatchObject({ type: 'ReplySent', text: 'Soon.', toLinked: true });
  });
});

it('resolves a linked case at the unit of the master, where it goes on if it is reopened', () => {
  const linked = after(openedCase(), link);
  const resolve: Command = {
    type: 'resolve-linked',
    ...{ rootCause: 'supplier', answer: 'It runs again.', unitId: 'sh01-eng', handlerId: 'wang' },
  };
  const resolved = after(linked, resolve, { actor: casework });
  expect(resolved).toMatchObject({ state: 'resolved', rootCause: 'supplier', unitId: 'sh01-eng', handlerId: 'wang' });
  const reopened = after(resolved, { type: 'reopen', reason: 'no' }, { actor: service('feedback') });
  expect(reopened).toMatchObject({ state: 'dispatched', cycle: 2, unitId: 'sh01-eng', handlerId: 'lead' });
});

it('grades a linked case that had no grade like its master, so that a reopening has clocks', () => {
  const linked = after(openedCase(), link);
  const resolve: Command = { type: 'resolve-linked', rootCause: 'supplier', answer: 'It runs.', unitId: 'sh01-eng' };
  const grade = { category: 'facility.lift', severity: 'significant', urgency: 'urgent', priority: 'p2' } as const;
  expect(after(linked, { ...resolve, grade }, { actor: casework })).toMatchObject(grade);
  expect(after(linked, resolve, { actor: casework })).toMatchObject({ severity: 'general', priority: 'p3' });
  const graded = { ...linked, category: 'fees', priority: 'p4' as const };
  expect(after(graded, { ...resolve, grade }, { actor: casework })).toMatchObject({ category: 'fees', priority: 'p4' });
});

describe('the priority of a matter', () => {
  const priority = fc.constantFrom('p1' as const, 'p2' as const, 'p3' as const, 'p4' as const);
  const linked = fc.record({ as: fc.constantFrom('incident' as const, 'repeat' as const), priority });

  it('is never below its own or a linked one, and repeats alone never make it P1', () => {
    fc.assert(
      fc.property(priority, fc.array(linked, { maxLength: 10 }), (own, list) => {
        const all = list.map((one, n) => ({ ...one, id: `${n}`, number: '', receivedAt }));
        const found = priorityWith('complaint', own, all);
        const highest = [own, ...all.map((one) => one.priority)].sort()[0]!;
        expect(found <= highest).toBe(true);
        if (highest !== 'p1') expect(found).not.toBe('p1');
      }),
    );
  });

  it('stays P4 where the kind is', () => {
    expect(priorityWith('praise', 'p4', others(5, 'repeat'))).toBe('p4');
  });
});
