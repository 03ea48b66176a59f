import { messagesFor } from '../src/domain/messages-for';
import type { CaseSnapshot, Occurrence } from '../src/domain/occurrence';
import { caseChanged, directory, head } from './occurrences';

const sent = (occurrence: Occurrence, staffByEmail = false): string[] =>
  messagesFor(occurrence, { directory, staffByEmail }).map((m) => `${m.template} to ${m.recipient} by ${m.means}`);

const ack = 'acknowledgement to complainant by email';
const noContact: Partial<CaseSnapshot> = { hasContact: false };
const unitOnly: Partial<CaseSnapshot> = { handlerId: '' };
const escalated = {
  change: 'escalated' as const,
  level: 150,
  clock: 'resolve',
  step: 150,
  watcherIds: ['manager1', 'manager1', 'gone'],
};
const moved = { change: 'redispatched' as const, fromUnitId: 'u1', fromHandlerId: 'h0' };

const until = new Date('2026-06-01T01:00:00Z');

describe('who hears of what', () => {
  it.each<[string, Occurrence, string[]]>([
    [
      'a registered complaint with an e-mail address is acknowledged',
      { ...head, type: 'registered', hasEmail: true },
      [ack],
    ],
    ['one without an address is not', { ...head, type: 'registered', hasEmail: false }, []],
    ['the handler hears of a dispatch', caseChanged({ change: 'dispatched' }), ['dispatched-to-you to h1 by in_app']],
    [
      'the leads hear of a dispatch to a unit',
      caseChanged({ change: 'dispatched' }, unitOnly),
      ['dispatched-to-unit to lead1 by in_app'],
    ],
    [
      'the park manager hears of a P1',
      caseChanged({ change: 'dispatched' }, { priority: 'p1' }),
      ['dispatched-to-you to h1 by in_app', 'pressing-case to manager1 by in_app'],
    ],
    [
      'the park manager hears of a major case',
      caseChanged({ change: 'dispatched' }, { severity: 'major' }),
      ['dispatched-to-you to h1 by in_app', 'pressing-case to manager1 by in_app'],
    ],
    [
      'a case that becomes P1 pages the park manager',
      caseChanged({ change: 'regraded', fromPriority: 'p3' }, { priority: 'p1' }),
      ['pressing-case to manager1 by in_app'],
    ],
    [
      'one that was P1 does not page again',
      caseChanged({ change: 'regraded', fromPriority: 'p1' }, { priority: 'p1' }),
      [],
    ],
    ['the new handler hears of a redispatch', caseChanged(moved), ['dispatched-to-you to h1 by in_app']],
    ['nobody is told of what he did himself', caseChanged(moved, {}, 'h1'), []],
    [
      'a park manager whom the complaint is about is not paged',
      caseChanged({ change: 'dispatched' }, { priority: 'p1', accusedIds: ['manager1'] }),
      ['dispatched-to-you to h1 by in_app'],
    ],
    [
      'where it is about the only lead, the park manager hears of a dispatch to the unit',
      caseChanged({ change: 'dispatched' }, { ...unitOnly, accusedIds: ['lead1'] }),
      ['dispatched-to-unit to manager1 by in_app'],
    ],
    [
      'an improvement is its owner’s, also where the complaint is about him',
      caseChanged({ change: 'improvement_planned', ownerId: 'h1', dueOn: '2026-06-01' }, { accusedIds: ['h1'] }),
      ['improvement-planned to h1 by in_app'],
    ],
    [
      'a question goes to the complainant',
      caseChanged({ change: 'awaited', question: '几楼？' }),
      ['question to complainant by email'],
    ],
    [
      'a reply goes to the complainant',
      caseChanged({ change: 'replied', text: 'x' }),
      ['reply to complainant by email'],
    ],
    ['the solution goes to the complainant', caseChanged({ change: 'resolved' }), ['solution to complainant by email']],
    [
      'both hear of a reopening',
      caseChanged({ change: 'reopened' }),
      ['reopened to complainant by email', 'reopened-to-you to h1 by in_app'],
    ],
    [
      'a declined complaint is explained',
      caseChanged({ change: 'declined', reason: 'r', referTo: '' }),
      ['declined to complainant by email'],
    ],
    ['a closed case is told', caseChanged({ change: 'closed' }), ['closed to complainant by email']],
    ['nobody is written to without contact data', caseChanged({ change: 'closed' }, noContact), []],
    ['the handler hears of an answer', caseChanged({ change: 'answered' }), ['complainant-answered to h1 by in_app']],
    ['the handler hears of a withdrawal', caseChanged({ change: 'withdrawn' }), ['case-withdrawn to h1 by in_app']],
    [
      'watchers who still work here hear of an escalation, once',
      caseChanged(escalated),
      ['escalated to manager1 by in_app'],
    ],
    [
      'the assignee is warned',
      { ...head, type: 'clock_warned', clock: 'sign', step: 75, unitId: 'u1', handlerId: 'h1', priority: 'p3' },
      ['clock-warning to h1 by in_app'],
    ],
    [
      'the leads are warned while nobody is assigned',
      { ...head, type: 'clock_warned', clock: 'sign', step: 75, unitId: 'u1', handlerId: '', priority: 'p3' },
      ['clock-warning to lead1 by in_app'],
    ],
    [
      'the leads hear that the pauses are used up',
      { ...head, type: 'pause_used_up', unitId: 'u1', priority: 'p3' },
      ['pause-used-up to lead1 by in_app'],
    ],
    [
      'the handler hears of the rating',
      { ...head, type: 'rated', satisfaction: 2, unitId: 'u1', handlerId: 'h1', toHeadquarters: false },
      ['rated to h1 by in_app'],
    ],
    [
      'headquarters and the park manager hear of the third no',
      { ...head, type: 'rated', satisfaction: 1, unitId: 'u1', handlerId: 'h1', toHeadquarters: true },
      ['rated to h1 by in_app', 'third-no to officer1 by in_app', 'third-no to manager1 by in_app'],
    ],
    [
      'the desk decides a return, but not whoever asked for it there',
      caseChanged({ change: 'decision_asked', what: 'return', text: '' }, {}, 'desk'),
      ['decision-asked to desk2 by in_app'],
    ],
    [
      'headquarters decides an arbitration',
      caseChanged({ change: 'decision_asked', what: 'arbitration', text: '' }),
      ['decision-asked to officer1 by in_app'],
    ],
    [
      'the team lead decides an extension',
      caseChanged({ change: 'decision_asked', what: 'extension', text: '等配件', until }),
      ['decision-asked to lead1 by in_app'],
    ],
    [
      'the complainant hears of the new date and why, the handler of the decision',
      caseChanged({ change: 'decision_made', what: 'extension', granted: 'yes', text: '等配件', until }),
      ['new-date to complainant by email', 'decision-made to h1 by in_app'],
    ],
    [
      'the complainant hears nothing of an extension that was refused',
      caseChanged({ change: 'decision_made', what: 'extension', granted: 'no', text: '' }),
      ['decision-made to h1 by in_app'],
    ],
    [
      'the park manager decides a suspension',
      caseChanged({ change: 'decision_asked', what: 'suspension', text: '' }),
      ['decision-asked to manager1 by in_app'],
    ],
    [
      'the deputies hear of an approval that is overdue',
      caseChanged({ change: 'decision_overdue', what: 'solution', deputyIds: ['region1', 'gone'] }),
      ['decision-asked to region1 by in_app'],
    ],
    [
      'both hear of a suspension',
      caseChanged({ change: 'suspended', until }),
      ['suspended to complainant by email', 'decision-made to h1 by in_app'],
    ],
    [
      'relief is told to the complainant',
      caseChanged({ change: 'relieved', text: '临时供水' }),
      ['relief to complainant by email'],
    ],
    ['so is that others complain of the same', caseChanged({ change: 'linked' }), ['joined to complainant by email']],
    [
      'the colleague hears of a handover',
      caseChanged({ change: 'handover_offered', toHandlerId: 'h2', text: '交班' }),
      ['handover-offered to h2 by in_app'],
    ],
    [
      'the leads of the other unit hear of its task',
      caseChanged({ change: 'task_added', unitId: 'u2', text: '关水' }),
      ['task-added to lead2 by in_app'],
    ],
    [
      'experts of the field are asked',
      caseChanged({ change: 'expert_asked', field: 'legal' }),
      ['expert-asked to lawyer by in_app'],
    ],
    [
      'everybody concerned hears of a supervision, once',
      caseChanged({ change: 'supervised', kind: 'urge', text: '' }, { handlerId: 'lead1' }),
      ['supervision to lead1 by in_app', 'supervision to manager1 by in_app'],
    ],
    [
      'the owner hears of an improvement',
      caseChanged({ change: 'improvement_planned', ownerId: 'h3', dueOn: '2026-06-30' }),
      ['improvement-planned to h3 by in_app'],
    ],
  ])('%s', (_, occurrence, expected) => expect(sent(occurrence)).toEqual(expected));

  it('writes e-mails to staff only where that is configured', () => {
    expect(sent(caseChanged({ change: 'dispatched' }), true)).toEqual([
      'dispatched-to-you to h1 by in_app',
      'dispatched-to-you to h1 by email',
    ]);
  });
});
