import type { Principal } from '@parkline/auth';
import { conflict, invalidInput } from '@parkline/errors';
import { checkPolicy, type PolicyDraft, type PolicyProblem } from '../domain/check-policy';
import type { Policy } from '../domain/policy';
import { requireHeadquarters } from './headquarters';
import type { Policies } from './ports';

/**
 * Makes a new version of the group's policy: clocks that start from now on take it, those that run keep theirs.
 *
 * @throws InvalidInput policy_invalid with every wrong field; Conflict stale_version, if the caller saw an older version
 */
export function putPolicy({ policies, clock }: { policies: Policies; clock: () => Date }) {
  return async (draft: PolicyDraft, expectedVersion: number, principal: Principal): Promise<Policy> => {
    requireHeadquarters(principal);
    const { groupId, subject: by } = principal;
    requireSound(checkPolicy(draft));
    const newest = (await policies.list(groupId, 1))[0]?.version ?? 1;
    if (newest !== expectedVersion) throw staleVersion(newest);
    const { note, rules, pauseAllowanceDays, firstContactCapHours, quietHours } = draft;
    const policy: Policy = {
      ...{ groupId, version: newest + 1, at: clock(), by, note, rules, pauseAllowanceDays, firstContactCapHours },
      ...(quietHours ? { quietHours } : {}),
    };
    if (!(await policies.add(policy))) throw staleVersion(policy.version);
    return policy;
  };
}

/** @throws InvalidInput policy_invalid: the first wrong field, and all of them in its details */
export function requireSound(problems: readonly PolicyProblem[]): void {
  const [first] = problems;
  if (!first) return;
  const all = problems.map(({ field, message }) => `${field} ${message}`);
  throw invalidInput('policy_invalid', `This policy cannot be put in force: ${all.join('; ')}.`, {
    field: first.field,
    details: Object.fromEntries(problems.map(({ field, message }) => [field, message])),
  });
}

function staleVersion(newest: number) {
  return conflict('stale_version', `Version ${newest} of the policy is in force by now; look at it first.`, {
    details: { version: String(newest) },
  });
}
