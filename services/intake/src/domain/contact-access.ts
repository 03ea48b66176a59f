import type { Identity } from './complaint';
import type { Fault } from './fault';

/** They belong to the unit that handles: a confidential person is hidden from them altogether. */
const handlingRoles = ['handler', 'team-lead'];
/** They look on; calling people is not their work. */
const watchingRoles = ['auditor', 'integration-client'];

/**
 * Whether a person of this role may see the contact data of a complaint in his parks: masked, or the real ones.
 * The scope has been checked before.
 */
export function checkContactAccess(
  caller: { kind: string; role: string },
  identity: Identity,
  wanted: 'masked' | 'real',
): Fault | undefined {
  if (caller.kind !== 'person') return denied('not_staff', 'Contact data is shown to staff only.');
  if (identity === 'confidential' && handlingRoles.includes(caller.role)) {
    return denied('identity_sealed', 'The complainant asked to stay hidden from those who handle the case.');
  }
  if (wanted === 'real' && watchingRoles.includes(caller.role)) {
    return denied('may_not_reveal', 'This role sees contact data masked only.');
  }
  return undefined;
}

function denied(code: string, message: string): Fault {
  return { kind: 'Forbidden', code, message };
}
