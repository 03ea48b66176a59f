import type { Queue } from '../api/types';

/** Roles in the order in which a reader looks for them. */
export const ROLES = [
  'hq-officer',
  'hq-admin',
  'region-manager',
  'agent',
  'park-manager',
  'team-lead',
  'handler',
  'auditor',
  'integration-client',
] as const;

const START_QUEUE: Record<string, Queue> = {
  agent: 'flagged',
  handler: 'mine',
  'team-lead': 'unit',
  'park-manager': 'all',
};

/** Where a person's day begins: people with a park begin at a queue, those who compare parks at the figures. */
export function startOf(role: string): string {
  const queue = START_QUEUE[role];
  return queue ? `/office/queues/${queue}` : '/office/summary';
}

const SEES_FIGURES = new Set(['hq-officer', 'hq-admin', 'region-manager', 'park-manager', 'auditor']);

/** Whether the figures are in the menu; what they contain is decided by the server. */
export const seesFigures = (role: string): boolean => SEES_FIGURES.has(role);

/** Who takes complaints at the telephone or the counter. */
export const filesForOthers = (role: string): boolean =>
  role === 'agent' || role === 'park-manager' || role === 'hq-officer';

/** Who keeps calendars and deadline rules. */
export const keepsRules = (role: string): boolean => role === 'hq-officer' || role === 'hq-admin';
