import type { Handlers } from '@parkline/grpc';
import { enumOf, feedback, word } from '@parkline/proto';
import type { getRevisits } from '../application/get-revisits';
import type { submitRating } from '../application/submit-rating';
import type { Revisit } from '../domain/revisits';

export interface UseCases {
  submitRating: ReturnType<typeof submitRating>;
  getRevisits: ReturnType<typeof getRevisits>;
}

/** feedback's methods: decode, call the use case, encode. */
export function feedbackHandlers(cases: UseCases): Handlers<typeof feedback.FeedbackServiceService> {
  return {
    submitRating: (request, { principal }) =>
      cases.submitRating({ ...request, resolved: word(request.resolved) }, principal),
    getRevisit: async ({ caseId }, { principal }) => ({
      revisits: (await cases.getRevisits(caseId, principal)).map(revisitMessageOf),
    }),
  };
}

function revisitMessageOf(revisit: Revisit): feedback.Revisit {
  return {
    cycle: revisit.cycle,
    status: revisit.status,
    callRequired: revisit.callRequired,
    openedAt: revisit.openedAt,
    lapsesAt: revisit.lapsesAt,
    ratings: revisit.ratings.map((rating) => ({ ...rating, resolved: enumOf(feedback.Resolved, rating.resolved) })),
  };
}
