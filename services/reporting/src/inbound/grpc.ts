import type { Handlers } from '@parkline/grpc';
import { reporting } from '@parkline/proto';
import { getSummary, type Counters, type Parks } from '../application/get-summary';
import { rebuildCounters, type RebuildableCounters, type Rebuilt } from '../application/rebuild-counters';

/** What the RPCs need. */
export interface ReportingParts {
  counters: Counters & RebuildableCounters;
  parks: Parks;
  /** Gives every case the day that the time zone of its park gives it. */
  redate: () => Promise<void>;
  announceRebuilt: (rebuilt: Rebuilt) => Promise<void>;
}

export function reportingHandlers(parts: ReportingParts): Handlers<reporting.ReportingServiceService> {
  return {
    async getSummary(request, { principal }) {
      const { total, parks, counts, byDay } = await getSummary(parts.counters, parts.parks, principal, request);
      return reporting.GetSummaryResponse.create({
        total,
        parks,
        byCategory: counts.category,
        byKind: counts.kind,
        byChannel: counts.channel,
        byState: counts.state,
        byPriority: counts.priority,
        byDay,
      });
    },
    async rebuildCounters(_request, { principal }) {
      return rebuildCounters(parts.counters, principal, parts.redate, parts.announceRebuilt);
    },
  };
}
