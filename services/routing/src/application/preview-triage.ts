import { inScope, scopeOf, type Principal } from '@parkline/auth';
import { notFound } from '@parkline/errors';
import { gradeComplaint, type Grading } from '../domain/triage';
import type { Kind } from '../domain/words';
import type { Directory } from './ports';
import { requireStaff } from './require-staff';

/** What the rules would decide for a text, without deciding anything. Earlier cases are left out. */
export const previewTriage =
  (directory: Directory) =>
  (principal: Principal, request: { parkCode: string; text: string; hint: string; kind: Kind }): Grading => {
    requireStaff(principal);
    const roster = directory.roster();
    const park = roster.park(request.parkCode);
    if (!park || !inScope(scopeOf(principal), { groupId: park.groupId, parkCode: park.code })) {
      throw notFound('park_unknown', 'There is no such park.', { field: 'parkCode' });
    }
    const history = { samePerson: 0, samePlace: new Map<string, number>() };
    return gradeComplaint({ ...request, caseId: '', groupId: park.groupId, place: '', history }, roster);
  };
