import type { CaseOccurrence, CaseSnapshot, Occurrence } from '../src/domain/occurrence';
import type { OfficeDirectory } from '../src/domain/messages-for';

export const head = {
  eventId: 'casework/c1/3',
  caseId: 'c1',
  number: 'SH01-20260302-00042',
  groupId: 'g1',
  parkCode: 'SH01',
  at: new Date('2026-03-02T01:00:00Z'),
};

export const snapshot: CaseSnapshot = {
  hasContact: true,
  unitId: 'u1',
  handlerId: 'h1',
  category: 'facility.lift',
  priority: 'p3',
  severity: 'general',
  place: '3 号楼',
  answer: '',
  outcome: '',
  accusedIds: [],
};

type Change = CaseOccurrence extends infer O
  ? O extends CaseOccurrence
    ? Omit<O, keyof typeof head | 'type' | 'case' | 'actorId'>
    : never
  : never;

/** Something that happened to a case, done by the dispatch desk unless told otherwise. */
export function caseChanged(change: Change, about: Partial<CaseSnapshot> = {}, actorId = 'desk'): Occurrence {
  return { ...head, type: 'case_changed', case: { ...snapshot, ...about }, actorId, ...change };
}

export const directory: OfficeDirectory = {
  isActive: (staffId) => staffId !== 'gone',
  leadsOf: (unitId) => (unitId === 'u1' ? ['lead1'] : unitId === 'u2' ? ['lead2'] : []),
  managersOf: (parkCode) => (parkCode === 'SH01' ? ['manager1'] : []),
  officersOf: (groupId) => (groupId === 'g1' ? ['officer1'] : []),
  dispatchDeskOf: (groupId) => (groupId === 'g1' ? ['desk', 'desk2'] : []),
  expertsIn: (groupId, field) => (groupId === 'g1' && field === 'legal' ? ['lawyer'] : []),
};
