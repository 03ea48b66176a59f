import { allowedCommands, type Case, type Command, entryOf, evolve, publicEntry } from '../src/domain';
import { after, at, events, type Given, rejected } from './deciding';
import { caseIn, minutesLater, service, staffActor } from './fixtures';

const dueAt = minutesLater(120);
const dayMinutes = 24 * 60;
const ask: Command = { type: 'request-extension', until: minutesLater(300), reason: 'the part comes on Friday' };
const grant: Command = { type: 'decide-extension', extensionId: 'extension-1', granted: true, note: 'agreed' };
const refuse: Command = { type: 'decide-extension', extensionId: 'extension-1', granted: false, note: 'try harder' };
const running: Given = { resolveDueAt: dueAt };
const asked = (more: Partial<Case> = {}) => after(caseIn('in_progress', more), ask, running);
const justAfter = new Date(dueAt.getTime() + 1);

describe('asking for an extension', () => {
  it('keeps the deadline wished for and the one that it was', () => {
    expect(asked().extensions).toEqual([
      {
        id: 'extension-1',
        cycle: 1,
        at,
        by: 'wang',
        reason: 'the part comes on Friday',
        until: minutesLater(300),
        dueAt,
      },
    ]);
  });

  it.each<[string, Partial<Extract<Command, { type: 'request-extension' }>>, Given, string]>([
    ['once the deadline has passed', {}, { ...running, at: justAfter }, 'refused extension_late'],
    ['while no resolve clock runs', {}, {}, 'refused no_deadline'],
    ['without a new deadline', { until: undefined }, running, 'invalid until_missing until'],
    ['for the deadline that it has', { until: dueAt }, running, 'invalid until_not_later until'],
    ['for more than 30 days', { until: minutesLater(121 + 30 * dayMinutes) }, running, 'invalid until_too_late until'],
    ['without a reason', { reason: ' ' }, running, 'invalid text_missing reason'],
  ])('is refused %s', (_label, wrong, given, code) => {
    expect(rejected(caseIn('in_progress'), { ...ask, ...wrong }, given)).toBe(code);
  });

  it('is possible until the very deadline, and for 30 days exactly', () => {
    const longest = { ...ask, until: minutesLater(120 + 30 * dayMinutes) } as Command;
    expect(after(caseIn('in_progress'), longest, { ...running, at: dueAt }).extensions).toHaveLength(1);
  });

  it('waits for the one that is undecided', () => {
    expect(rejected(asked(), ask, running)).toBe('refused extension_pending');
    const refusedOnce = after(asked(), refuse, { by: 'lead', ...running });
    expect(after(refusedOnce, ask, running).extensions[1]).toMatchObject({ id: 'extension-2' });
  });

  it('does not wait for one of an earlier cycle', () => {
    expect(after({ ...asked(), cycle: 2 }, ask, running).extensions[1]).toMatchObject({ cycle: 2 });
  });
});

describe('deciding about an extension', () => {
  it('grants the deadline wished for, and tells the one before', () => {
    const [granted] = events(asked(), grant, { by: 'lead', ...running });
    expect(granted).toMatchObject({
      type: 'ExtensionGranted',
      until: minutesLater(300),
      fromDueAt: dueAt,
      reason: 'the part comes on Friday',
    });
    expect(evolve(asked(), granted!).extensions[0]).toMatchObject({
      grantedUntil: minutesLater(300),
      decided: { by: 'lead', granted: true, note: 'agreed' },
    });
  });

  it('may grant less, but not nothing', () => {
    const less = { ...grant, until: minutesLater(150) } as Command;
    expect(after(asked(), less, { by: 'lead', ...running }).extensions[0]?.grantedUntil).toEqual(minutesLater(150));
    const nothing = { ...grant, until: dueAt } as Command;
    expect(rejected(asked(), nothing, { by: 'lead', ...running })).toBe('invalid until_not_later until');
  });

  it.each<[string, Command, Given, string]>([
    ['after the deadline', grant, { ...running, at: justAfter }, 'refused extension_lapsed'],
    ['as a refusal after the deadline', refuse, { ...running, at: justAfter }, 'refused extension_lapsed'],
    ['while the clock rests', grant, {}, 'refused no_deadline'],
    ['about one that there is not', { ...grant, extensionId: 'x' }, running, 'invalid extension_unknown extensionId'],
    ['as a refusal without a word', { ...refuse, note: '' }, running, 'invalid text_missing note'],
  ])('is not possible %s', (_label, command, given, code) => {
    expect(rejected(asked(), command, { by: 'lead', ...given })).toBe(code);
  });

  it('happens once', () => {
    const granted = after(asked(), grant, { by: 'lead', ...running });
    expect(rejected(granted, grant, { by: 'lead', ...running })).toBe('refused nothing_to_decide');
    const again = after(granted, ask, running);
    expect(rejected(again, grant, { by: 'lead', ...running })).toBe('refused already_decided');
  });

  it('can be a refusal while the clock rests', () => {
    expect(after(asked(), refuse, { by: 'manager' }).extensions[0]?.decided).toMatchObject({ granted: false });
  });

  it.each<[string, Case, string]>([
    ['the accused', asked({ accusedIds: ['lead'] }), 'lead'],
    ['who asked', after(caseIn('in_progress', { handlerId: 'lead' }), ask, { by: 'lead', ...running }), 'lead'],
  ])('is not for %s, to whom it is not offered either', (_label, c, by) => {
    expect(rejected(c, grant, { by, ...running })).toBe('refused not_impartial');
    expect(allowedCommands(c, staffActor(by), at)).not.toContain('decide-extension');
    expect(after(c, grant, { by: 'manager', ...running }).extensions[0]?.grantedUntil).toBeDefined();
  });
});

describe('an undecided extension', () => {
  const escalate = (clock: string): Command => ({ type: 'escalate', step: 100, clock, deadlineNumber: 1 });

  it('lapses as the resolve clock expires', () => {
    const c = after(asked(), escalate('resolve'), { by: service('sla'), at: justAfter });
    expect(c.extensions[0]).toMatchObject({ lapsedAt: justAfter });
    expect(rejected(c, grant, { by: 'lead', at: justAfter })).toBe('refused extension_lapsed');
  });

  it('does not lapse by a deadline that had passed before it was asked, however late that is told', () => {
    const earlier = { ...escalate('resolve'), dueAt: minutesLater(30) } as Command;
    const its = { ...escalate('resolve'), dueAt } as Command;
    expect(after(asked(), earlier, { by: service('sla') }).extensions[0]).not.toHaveProperty('lapsedAt');
    expect(after(asked(), its, { by: service('sla'), at: justAfter }).extensions[0]).toHaveProperty('lapsedAt');
  });

  it('is not touched by another clock', () => {
    expect(after(asked(), escalate('sign'), { by: service('sla') }).extensions[0]).not.toHaveProperty('lapsedAt');
  });

  it('is alone in that: what was decided stays', () => {
    const granted = after(asked(), grant, { by: 'lead', ...running });
    const escalated = events(granted, escalate('resolve'), { by: service('sla'), at: justAfter });
    expect(escalated.map(({ type }) => type)).not.toContain('ExtensionLapsed');
  });
});

it('tells the complainant the new date and why, but not who and what else was said', () => {
  const [granted] = events(asked(), grant, { by: 'lead', ...running });
  const seen = publicEntry('ExtensionGranted', entryOf(granted!, staffActor('lead'), 1));
  expect(seen).toMatchObject({
    actor: { id: '' },
    text: 'the part comes on Friday',
    facts: { until: minutesLater(300).toISOString() },
  });
  expect(JSON.stringify(seen)).not.toContain('agreed');
});
