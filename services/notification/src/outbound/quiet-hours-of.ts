import type { GrpcClient } from '@parkline/grpc';
import type { sla } from '@parkline/proto';
import type { Logger } from '@parkline/service-kit';
import type { QuietHoursOf } from '../application/plan-messages';
import type { QuietHours } from '../domain/quiet-hours';

/** The policy changes a few times a year: a minute late is early enough. */
const keptMs = 60_000;
const deadlineMs = 2_000;

/** Asks sla for the quiet hours of a group. While sla is away the last known ones count; without any, messages go out. */
export function createQuietHoursOf(
  client: Pick<GrpcClient<typeof sla.SlaServiceService>, 'listPolicies'>,
  { clock, logger }: { clock: () => Date; logger: Logger },
): QuietHoursOf {
  const known = new Map<string, { at: number; hours: QuietHours | undefined }>();
  return async (groupId) => {
    const kept = known.get(groupId);
    const now = clock().getTime();
    if (kept && now - kept.at < keptMs) return kept.hours;
    let hours = kept?.hours;
    try {
      const { policies } = await client.listPolicies({ limit: 1, groupId }, { deadlineMs });
      hours = policies[0]?.quietHours;
    } catch (error) {
      logger.warn({ err: error, groupId }, 'sla did not tell of quiet hours');
    }
    known.set(groupId, { at: now, hours });
    return hours;
  };
}
