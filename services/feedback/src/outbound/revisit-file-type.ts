import type { AggregateType } from '@parkline/mongo';
import { enumOf, feedback, topics } from '@parkline/proto';
import { evolve, lapseDueAt, type FeedbackEvent, type RevisitFile } from '../domain/revisits';

/** How revisit files are stored, and their events as they go out. Comments stay here. */
export const revisitFileType: AggregateType<RevisitFile, FeedbackEvent> = {
  name: 'revisit_files',
  topic: topics.feedback,
  source: 'feedback',
  evolve,
  dueAt: lapseDueAt,
  encode: ({ facts, revisit, change }, _after, { seq, at }) => ({
    type: change.type,
    payload: feedback.FeedbackEvent.encode({
      seq,
      occurredAt: at,
      ...facts,
      cycle: revisit.cycle,
      change: changeMessageOf({ facts, revisit, change }),
    }).finish(),
  }),
};

function changeMessageOf({ revisit, change }: FeedbackEvent): feedback.FeedbackEvent['change'] {
  switch (change.type) {
    case 'RevisitOpened':
      return {
        $case: 'revisitOpened',
        value: { callRequired: revisit.callRequired, lapsesAt: revisit.lapsesAt },
      };
    case 'RatingGiven':
      return {
        $case: 'ratingGiven',
        value: {
          resolved: enumOf(feedback.Resolved, change.rating.resolved),
          satisfaction: change.rating.satisfaction,
          hasComment: change.rating.comment !== '',
          noCount: change.noCount,
          unitId: revisit.unitId,
          handlerId: revisit.handlerId,
          consequence: change.consequence,
        },
      };
    case 'RevisitLapsed':
      return { $case: 'revisitLapsed', value: {} };
  }
}
