import type { Principal } from '@parkline/auth';
import { forbidden, invalidInput } from '@parkline/errors';
import type { Policy } from '../domain/policy';
import type { Policies } from './ports';

const LARGEST_PAGE = 100;

/** The policy in force and its older versions, newest first: of the caller's own group; a service names the group. */
export function listPolicies({ policies }: { policies: Policies }) {
  return (request: { groupId: string; limit: number }, principal: Principal): Promise<Policy[]> => {
    const { kind } = principal;
    if (kind !== 'person' && kind !== 'service') throw forbidden('staff_only', 'Only staff may see this.');
    if (request.limit < 0 || request.limit > LARGEST_PAGE) {
      throw invalidInput('limit_invalid', `Ask for 1 to ${LARGEST_PAGE} versions.`, { field: 'limit' });
    }
    const groupId = kind === 'service' ? request.groupId : principal.groupId;
    if (!groupId) throw invalidInput('group_missing', 'Say of which group.', { field: 'groupId' });
    return policies.list(groupId, request.limit || 20);
  };
}
