import { type Actor, allowedCommands, type Case, type Command, entryOf, publicEntry } from '../src/domain';
import { after, at, events, type Given, rejected } from './deciding';
import { caseIn, complainant, minutesLater, openedCase, service, staffActor } from './fixtures';

const addTask: Command = { type: 'add-task', unitId: 'sh01-sec', text: 'close the hall' };
const complete: Command = { type: 'complete-task', taskId: 'task-1', note: 'closed' };
const cancel: Command = { type: 'cancel-task', taskId: 'task-1', reason: 'not needed' };
const resolve: Command = { type: 'resolve', rootCause: 'other', answer: 'done' };
const general = caseIn('in_progress', { severity: 'general' });
const withTask = after(general, addTask);

describe('a task for another unit', () => {
  it('is done by anybody of that unit, while the assignee coordinates', () => {
    const done = after(withTask, complete, { by: 'otherlead' });
    expect(done).toMatchObject({
      unitId: 'sh01-eng',
      handlerId: 'wang',
      tasks: [{ unitId: 'sh01-sec', text: 'close the hall', by: 'wang', doneAt: at, doneBy: 'otherlead' }],
    });
    expect(rejected(withTask, complete)).toBe('forbidden not_yours');
    expect(rejected(done, complete, { by: 'otherlead' })).toBe('forbidden not_yours');
  });

  it('is not done by a third unit that has another task', () => {
    const two = after(withTask, { ...addTask, unitId: 'sh01-office', text: 'write to the owners' });
    expect(rejected(two, complete, { by: 'manager' })).toBe('forbidden not_your_task');
  });

  it.each(['wang', 'lead'])('is cancelled by %s, with a reason', (by) => {
    expect(after(withTask, cancel, { by }).tasks[0]).toMatchObject({ cancelledAt: at, note: 'not needed' });
    expect(rejected(withTask, { ...cancel, reason: '' }, { by })).toBe('invalid text_missing reason');
    expect(rejected(after(withTask, cancel), cancel, { by })).toBe('refused no_open_task');
  });

  it.each<[string, Partial<Command>, string]>([
    ['the own unit', { unitId: 'sh01-eng' }, 'invalid same_unit unitId'],
    ['a unit of another park', { unitId: 'bj01-eng' }, 'invalid unit_unknown unitId'],
    ['nobody', { unitId: 'nowhere' }, 'invalid unit_unknown unitId'],
    ['nothing', { text: ' ' }, 'invalid text_missing text'],
  ])('is not for %s', (_label, wrong, code) => {
    expect(rejected(general, { ...addTask, ...wrong } as Command)).toBe(code);
  });

  it('keeps the case from being resolved while it is open', () => {
    expect(rejected(withTask, resolve)).toBe('refused tasks_open');
    expect(allowedCommands(withTask, staffActor('wang'), at)).not.toContain('resolve');
  });

  it('makes the case a complex one, which needs a visit, unless it was cancelled', () => {
    const done = after(withTask, complete, { by: 'otherlead' });
    expect(rejected(done, resolve)).toBe('refused visit_missing');
    expect(after(after(done, { type: 'log-contact', means: 'visit', note: '' }), resolve).state).toBe('resolved');
    expect(after(after(withTask, cancel), resolve).state).toBe('resolved');
  });

  it.each<[string, Case, Command, Actor]>([
    ['withdrawn', withTask, { type: 'withdraw', reason: '' }, complainant],
    [
      'resolved with its master',
      { ...withTask, state: 'linked' } as Case,
      { type: 'resolve-linked', rootCause: 'other', answer: 'done', unitId: 'sh01-sec' },
      service('casework'),
    ],
  ])('ends with a case that is %s', (_label, c, command, by) => {
    const over = after(c, command, { by });
    expect(over.tasks[0]).toMatchObject({ cancelledAt: at });
    expect(allowedCommands(over, staffActor('otherlead'), at)).not.toContain('complete-task');
  });
});

describe('the expert panel', () => {
  const ask: Command = { type: 'ask-expert', field: 'engineering', question: 'is it safe?' };
  const opinion: Command = { type: 'give-opinion', consultationId: 'consultation-1', text: 'not with this brake' };
  const expertIn = (...expertFields: string[]): Given => ({
    by: { ...staffActor('engineer'), expertIn: expertFields } as Actor,
  });

  it('is asked, and an expert of the field gives an opinion', () => {
    const answered = after(after(general, ask), opinion, expertIn('engineering'));
    expect(answered.consultations).toEqual([
      {
        id: 'consultation-1',
        field: 'engineering',
        question: 'is it safe?',
        at,
        by: 'wang',
        opinion: { at, by: 'engineer', text: 'not with this brake' },
      },
    ]);
    expect(rejected(answered, opinion, expertIn('engineering'))).toBe('forbidden not_yours');
  });

  it('answers in its own field only, and not about its own fault', () => {
    const both = after(after(general, ask), { ...ask, field: 'legal' });
    expect(rejected(after(general, ask), opinion, expertIn('legal'))).toBe('forbidden not_yours');
    expect(rejected(both, opinion, expertIn('legal'))).toBe('forbidden not_your_field');
    const accused = { ...both, accusedIds: ['engineer'] };
    expect(rejected(accused, opinion, expertIn('engineering'))).toBe('refused not_impartial');
  });

  it('needs a field and a question', () => {
    expect(rejected(general, { ...ask, field: undefined })).toBe('invalid field_unknown field');
    expect(rejected(general, { ...ask, question: '' })).toBe('invalid text_missing question');
  });

  it('stays in the office', () => {
    const [event] = events(general, ask);
    expect(publicEntry('ExpertAsked', entryOf(event!, staffActor('wang'), 1))).toBeUndefined();
  });

  const dispatch = (grade: Partial<Command>) =>
    ({
      type: 'dispatch',
      unitId: 'sh01-eng',
      category: 'facility.lift',
      reasons: [],
      flag: false,
      ...grade,
    }) as Command;
  const routing = { by: service('routing') };

  it.each<[string, Partial<Command>, string]>([
    ['a P1 case', { priority: 'p1', category: 'facility.lift' }, 'engineering'],
    ['a major case', { severity: 'major', category: 'fees' }, 'legal'],
    ['a major case about people', { severity: 'major', category: 'service.attitude' }, 'psychological'],
    ['a major case of no known kind', { severity: 'major', category: 'other' }, 'analyst'],
  ])('is asked by itself about %s, which the park manager watches at once', (_label, grade, field) => {
    const c = after(openedCase(), dispatch(grade), routing);
    expect(c.consultations).toMatchObject([{ field, by: 'casework', question: '' }]);
    expect(c.watcherIds).toEqual(['manager']);
  });

  it('is not asked about a case that is neither', () => {
    const c = after(openedCase(), dispatch({ severity: 'significant', priority: 'p2' }), routing);
    expect(c).toMatchObject({ consultations: [], watcherIds: [] });
  });

  it('is asked once by a regrade that makes it so', () => {
    const regrade: Command = { type: 'regrade', severity: 'major', reason: 'people were stuck' };
    const graver = after(caseIn('signed'), regrade, { by: 'lead' });
    expect(graver).toMatchObject({
      consultations: [{ field: 'engineering', by: 'casework' }],
      watcherIds: ['manager'],
    });
    const again = after(graver, { ...regrade, urgency: 'urgent' }, { by: 'lead', at: minutesLater(70) });
    expect(again.consultations).toHaveLength(1);
  });

  it('does not make the accused a watcher', () => {
    const c = { ...openedCase(), accusedIds: ['manager'] };
    expect(after(c, dispatch({ severity: 'major' }), routing).watcherIds).toEqual([]);
  });
});
