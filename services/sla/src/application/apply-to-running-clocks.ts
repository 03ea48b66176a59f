import { createHash } from 'node:crypto';
import type { Principal } from '@parkline/auth';
import { invalidInput } from '@parkline/errors';
import { requireHeadquarters } from './headquarters';
import type { Application, Applications, Policies } from './ports';

/** Until every replica starts new clocks by the newest rules: an application must not overtake them. */
const SETTLING_MS = 5_000;
const MOST_TEXT = 500;

/**
 * Records that the newest policy and calendars are to be applied to running clocks. It is carried out in the background
 * (carry-out-applications). The same command again gives the same application.
 *
 * @throws InvalidInput for a missing reason or command id; Forbidden to all but headquarters
 */
export function applyToRunningClocks(deps: { applications: Applications; policies: Policies; clock: () => Date }) {
  const { applications, policies, clock } = deps;
  return async (
    request: { parkCode: string; reason: string; commandId: string },
    principal: Principal,
  ): Promise<Application> => {
    requireHeadquarters(principal);
    const { groupId, subject: by } = principal;
    const { parkCode } = request;
    const reason = requireText(request.reason, 'reason');
    const commandId = requireText(request.commandId, 'commandId');
    const at = clock();
    const id = createHash('sha256').update(`${groupId}:${by}:${commandId}`).digest('hex').slice(0, 26);
    const policyVersion = (await policies.list(groupId, 1))[0]?.version ?? 1;
    const nothingYet = { casesDone: 0, finished: false, setAside: 0, casesSetAside: [] };
    const application = { id, groupId, parkCode, at, by, reason, policyVersion, ...nothingYet };
    return applications.add(application, new Date(at.getTime() + SETTLING_MS));
  };
}

function requireText(value: string, field: string): string {
  const text = value.trim();
  if (text.length > 0 && text.length <= MOST_TEXT) return text;
  throw invalidInput(`${field === 'reason' ? 'reason' : 'command_id'}_invalid`, `Give 1 to ${MOST_TEXT} characters.`, {
    field,
  });
}
