import { inScope, scopeOf, type Principal } from '@parkline/auth';
import { forbidden } from '@parkline/errors';
import type { Delivery } from '../domain/delivery';
import type { InboxEntry } from './plan-messages';

/** Everything that was sent, or is to be, about one case. */
export interface DeliveryLog {
  ofCase(caseId: string): Promise<{ mails: Delivery[]; inApp: InboxEntry[] }>;
}

export interface LoggedDelivery {
  id: string;
  template: string;
  means: string;
  status: string;
  attempts: number;
  messageId: string;
  at: Date;
  maybeTwice: boolean;
  reason: string;
}

/** The delivery log of a case, oldest first, without addresses; empty for a case outside the caller's scope. */
export async function listDeliveries(
  log: DeliveryLog,
  principal: Principal,
  caseId: string,
): Promise<LoggedDelivery[]> {
  if (principal.kind !== 'person' && principal.kind !== 'service') {
    throw forbidden('staff_only', 'The delivery log is for staff.');
  }
  const scope = scopeOf(principal);
  const { mails, inApp } = await log.ofCase(caseId);
  const logged = [
    ...mails
      .filter((mail) => inScope(scope, mail))
      .map(({ id, template, means, status, attempts, messageId, at, maybeTwice, reason = '' }) => {
        return { id, template, means, status, attempts, messageId, at, maybeTwice, reason };
      }),
    ...inApp
      .filter((entry) => inScope(scope, entry))
      .map(({ id, template, means, at }) => {
        return { id, template, means, status: 'sent', attempts: 1, messageId: '', at, maybeTwice: false, reason: '' };
      }),
  ];
  return logged.sort((a, b) => a.at.getTime() - b.at.getTime());
}
