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
  const known = new Map<string, { at: number; hours: Promise<QuietHours | undefined> }>();

  const ask = async (groupId: string, before: Promise<QuietHours | undefined>): Promise<QuietHours | undefined> => {
    try {
      const { policies } = await client.listPolicies({ limit: 1, groupId }, { deadlineMs });
      return policies[0]?.quietHours;
    } catch (error) {
      logger.warn({ err: error, groupId }, 'sla did not tell of quiet hours');
      return before;
    }
  };

  return (groupId) => {
    const kept = known.get(groupId);
    const at = clock().getTime();
    if (kept && at - kept.at < keptMs) return kept.hours;
    // The question is kept, not its answer: all mails of a batch wait for the same one.
    const hours = ask(groupId, kept?.hours ?? Promise.resolve(undefined));
    known.set(groupId, { at, hours });
    return hours;
  };
}
