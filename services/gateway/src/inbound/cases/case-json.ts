import { word, type feedback, type notification } from '@parkline/proto';
import type { CaseList } from '../../application/list-cases';
import type { CasePage } from '../../application/show-case';
import { caseJson, timelineEntryJson } from '../shapes/case';
import { caseFileJson } from '../shapes/case-file';
import { clockJson, isLive } from '../shapes/clock';
import { iso, isoOf, orNothing } from '../shapes/fields';

/** A page of a queue as JSON. */
export function listJson(queue: string, { rows, nextCursor, truncated, clocksUnavailable }: CaseList) {
  const items = rows.flatMap(({ summary, clocks }) => {
    if (!summary.case) return [];
    const deadlines = clocks && {
      nextDueAt: iso(clocks.nextDueAt),
      clocks: clocks.clocks.filter(isLive).map(clockJson),
    };
    return [{ case: caseJson(summary.case), excerpt: summary.excerpt, ...deadlines }];
  });
  return {
    queue,
    items,
    nextCursor: orNothing(nextCursor),
    ...(truncated ? { truncated } : {}),
    ...(clocksUnavailable ? { clocksUnavailable } : {}),
  };
}

/** Everything about one case as JSON. */
export function casePageJson({ found, clocks, revisits, deliveries, unavailable }: CasePage) {
  if (!found.case) throw new Error('casework answered without a case');
  // A case without clocks yet is not the same as clocks that could not be had.
  const shownClocks = unavailable.includes('clocks') ? undefined : (clocks?.clocks ?? []).map(clockJson);
  return {
    case: caseJson(found.case),
    description: found.description,
    timeline: found.timeline.map(timelineEntryJson),
    commands: found.commands,
    watcherIds: found.watcherIds,
    file: found.file && caseFileJson(found.file),
    clocks: shownClocks,
    nextDueAt: iso(clocks?.nextDueAt),
    revisits: revisits?.map(revisitJson),
    deliveries: deliveries?.map(deliveryJson),
    unavailable,
  };
}

function revisitJson(revisit: feedback.Revisit) {
  return {
    cycle: revisit.cycle,
    status: revisit.status,
    callRequired: revisit.callRequired,
    openedAt: iso(revisit.openedAt),
    lapsesAt: iso(revisit.lapsesAt),
    ratings: revisit.ratings.map(({ at, resolved, satisfaction, comment }) => ({
      at: isoOf(at),
      resolved: word(resolved) ?? 'yes',
      satisfaction,
      comment: orNothing(comment),
    })),
  };
}

function deliveryJson(delivery: notification.Delivery) {
  return {
    id: delivery.id,
    template: delivery.template,
    means: delivery.means,
    status: delivery.status,
    attempts: delivery.attempts,
    messageId: orNothing(delivery.messageId),
    at: iso(delivery.at),
    maybeTwice: delivery.maybeTwice,
    reason: orNothing(delivery.reason),
  };
}
