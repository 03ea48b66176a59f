import { isParklineError } from '@parkline/errors';
import { caseCommands, type CaseCommand } from '../src/inbound/cases/commands';
import { checked } from '../src/inbound/validation';

type Name = keyof typeof caseCommands;

function wire(name: Name, body: object): { $case: string; value: object } {
  const command: CaseCommand = caseCommands[name];
  return command.wire(checked(command.body, body) as never);
}

function fault(name: Name, body: object): { code: string; field: string | undefined } | undefined {
  try {
    wire(name, body);
    return undefined;
  } catch (error) {
    if (!isParklineError(error)) throw error;
    return { code: error.code, field: error.field };
  }
}

const reviewAt = '2026-06-01T09:00:00+08:00';
const asDate = new Date('2026-06-01T01:00:00Z');

describe('a command of people', () => {
  it.each<[Name, object, object]>([
    ['add-note', { text: 'a', sealed: true }, { text: 'a', sealed: true }],
    [
      'request-return',
      { reason: 'wrong_unit', proposedUnitId: 'SH01-sec', note: '应由秩序部处理' },
      { reason: 'wrong_unit', proposedUnitId: 'SH01-sec', note: '应由秩序部处理', evidence: [] },
    ],
    ['decide-return', { accepted: true }, { granted: true, unitId: '', handlerId: '', note: '' }],
    ['transfer', { handlerId: 'SH01-h2', reason: '请假' }, { handlerId: 'SH01-h2', reason: '请假' }],
    ['hand-over', { toHandlerId: 'SH01-h2', note: '交班' }, { toHandlerId: 'SH01-h2', note: '交班' }],
    ['name-accused', { staffIds: [], reason: '误会' }, { staffIds: [], reason: '误会' }],
    ['request-extension', { until: reviewAt, reason: '等配件' }, { until: asDate, reason: '等配件' }],
    [
      'decide-extension',
      { extensionId: 'extension-1', granted: true },
      { extensionId: 'extension-1', granted: true, until: undefined, note: '' },
    ],
    ['suspend', { reason: 'season', reviewAt, note: '雨季' }, { reason: 'season', reviewAt: asDate, note: '雨季' }],
    [
      'decide-suspension',
      { suspensionId: 'suspension-1', approved: false },
      { suspensionId: 'suspension-1', granted: false, reviewAt: undefined, note: '' },
    ],
    [
      'record-investigation',
      { findings: '水管老化', visitedAt: reviewAt, cause: 'design' },
      { findings: '水管老化', visitedAt: asDate, evidence: [], cause: 'DESIGN', causeConfirmed: false },
    ],
    ['tick-step', { stepId: 'visit' }, { stepId: 'visit', done: true, note: '' }],
    ['propose-solution', { text: '更换水管' }, { text: '更换水管', promisedBy: undefined }],
    ['offer-remedy', { kind: 'apology' }, { kind: 'apology', amount: 0, currency: 'CNY', note: '' }],
    ['supervise', { note: '请尽快' }, { reason: 'hq_flag', note: '请尽快' }],
    [
      'plan-improvement',
      { text: '每季检查', ownerId: 'SH01-lead', dueOn: '2026-06-30' },
      { text: '每季检查', ownerId: 'SH01-lead', dueOn: '2026-06-30' },
    ],
    ['link', { master: 'SH01-20260302-00001' }, { master: 'SH01-20260302-00001', as: 'incident' }],
  ])('reaches casework as it was meant: %s', (name, body, value) => {
    expect(wire(name, body).value).toEqual(value);
  });

  it.each<[Name, object, string]>([
    ['request-return', { reason: 'lazy', proposedUnitId: 'u', note: 'n' }, 'reason'],
    ['request-return', { reason: 'other', proposedUnitId: '../u', note: 'n' }, 'proposedUnitId'],
    ['request-return', { reason: 'other', proposedUnitId: 'u', note: 'n', evidence: Array(21).fill('a') }, 'evidence'],
    ['decide-return', { accepted: 'yes' }, 'accepted'],
    ['request-extension', { until: 'Tuesday', reason: 'r' }, 'until'],
    ['request-extension', { until: '2026-05-20T10:00:00', reason: 'r' }, 'until'],
    ['request-extension', { until: reviewAt, reason: ' ' }, 'reason'],
    ['suspend', { reason: 'tired', reviewAt, note: 'n' }, 'reason'],
    [
      'assess-impact',
      { peopleAffected: -1, safety: 'none', reputation: 'none', contractRenewal: 'low' },
      'peopleAffected',
    ],
    ['assess-impact', { peopleAffected: 1, safety: 'grave', reputation: 'none', contractRenewal: 'low' }, 'safety'],
    ['offer-remedy', { kind: 'compensation', amount: 1.5 }, 'amount'],
    ['offer-remedy', { kind: 'compensation', amount: 1e12 }, 'amount'],
    ['offer-remedy', { kind: 'compensation', currency: 'yuan' }, 'currency'],
    ['plan-improvement', { text: 't', ownerId: 'o', dueOn: '2026-02-30' }, 'dueOn'],
    ['link', { master: '<script>' }, 'master'],
    ['name-accused', { staffIds: [{ $ne: '' }], reason: 'r' }, 'staffIds.0'],
    ['give-opinion', { consultationId: 'c', text: 'a\u0000' }, 'text'],
  ])('names the field at fault: %s %j', (name, body, field) => {
    expect(fault(name, body)?.field).toBe(field);
  });
});
