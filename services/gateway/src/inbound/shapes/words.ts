import { z } from 'zod';

/** The words of docs/domain-words.md as they stand in JSON. */
export const kinds = z.enum(['complaint', 'repair', 'suggestion', 'enquiry', 'praise']).meta({ id: 'Kind' });
export const channels = z
  .enum(['phone', 'wechat', 'app', 'web', 'email', 'walk_in', 'bulletin', 'patrol', 'import', 'open311', 'api'])
  .meta({ id: 'Channel' });
export const identities = z.enum(['named', 'confidential', 'anonymous']).meta({ id: 'Identity' });
export const complainantTypes = z.enum(['owner', 'tenant', 'company', 'visitor']).meta({ id: 'ComplainantType' });
export const severities = z.enum(['general', 'significant', 'major']).meta({ id: 'Severity' });
export const urgencies = z.enum(['low', 'normal', 'urgent']).meta({ id: 'Urgency' });
export const priorities = z.enum(['P1', 'P2', 'P3', 'P4']).meta({ id: 'Priority' });
export const states = z
  .enum([
    'registered',
    'dispatched',
    'signed',
    'in_progress',
    'waiting_complainant',
    'suspended',
    'return_requested',
    'resolved',
    'revisiting',
    'linked',
    'closed',
  ])
  .meta({ id: 'CaseState' });
export const outcomes = z
  .enum(['resolved', 'resolved_partly', 'unresolved_exhausted', 'declined', 'withdrawn'])
  .meta({ id: 'Outcome' });
export const rootCauses = z
  .enum([
    'attitude',
    'safety_management',
    'facility_maintenance',
    'fee_dispute',
    'process',
    'supplier',
    'design',
    'other',
  ])
  .meta({ id: 'RootCause' });
export const returnReasons = z
  .enum([
    'wrong_category',
    'wrong_unit',
    'other_park',
    'outside_responsibility',
    'lacks_authority',
    'lacks_information',
    'other',
  ])
  .meta({ id: 'ReturnReason' });
export const suspensionReasons = z.enum(['season', 'engineering', 'third_party']).meta({ id: 'SuspensionReason' });
export const supervisionReasons = z
  .enum(['hq_flag', 'overdue', 'dissatisfied', 'safety', 'repeats'])
  .meta({ id: 'SupervisionReason' });
export const expertFields = z.enum(['engineering', 'legal', 'psychological', 'analyst']).meta({ id: 'ExpertField' });
export const impactLevels = z.enum(['none', 'low', 'medium', 'high']).meta({ id: 'ImpactLevel' });
export const remedyKinds = z
  .enum(['apology', 'free_repair', 'fee_reduction', 'compensation'])
  .meta({ id: 'RemedyKind' });
export const linkKinds = z.enum(['incident', 'repeat']).meta({ id: 'LinkKind' });
export const contactMeans = z.enum(['phone', 'wechat', 'email', 'visit', 'app']);
export const parkTypes = z.enum(['business', 'industrial', 'residential']);
export const clockNames = z.enum(['sign', 'first_contact', 'relief', 'resolve', 'revisit']);
export const clockStatuses = z.enum(['running', 'paused', 'stopped', 'cancelled']);
export const roles = z.enum([
  'agent',
  'handler',
  'team-lead',
  'park-manager',
  'region-manager',
  'hq-officer',
  'hq-admin',
  'auditor',
  'integration-client',
]);

/** `P1` for a priority. */
export function priorityOf(value: string | undefined): string | undefined {
  return value?.toUpperCase();
}
