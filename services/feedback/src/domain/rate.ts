import { factsOf, isAnswered, newRevisit, type CaseSnapshot, type RevisitRules } from './open-revisit';
import {
  latestRevisit,
  noCount,
  type Consequence,
  type FeedbackEvent,
  type Rating,
  type Revisit,
  type RevisitFile,
} from './revisits';

/** A closed case may be sent back for so long (domain.md, Reopen). */
const REOPEN_WINDOW_MS = 7 * 24 * 3_600_000;
/** The third no is not sent back again: headquarters decides. */
const NO_TO_HQ = 3;

export type Rated =
  { readonly events: FeedbackEvent[]; readonly cycle: number; readonly consequence: Consequence } | 'not_resolved_yet';

/** Whether the own copy alone can tell that a rating is due: else casework has to be asked. */
export function isRatingDue(file: RevisitFile | undefined): boolean {
  return latestRevisit(file)?.status === 'open';
}

/**
 * Takes a rating. It counts for the cycle that was answered last; every one is kept.
 * @param snap the case as casework has it now, needed unless `isRatingDue`
 */
export function rate(
  file: RevisitFile | undefined,
  rating: Rating,
  snap: CaseSnapshot | undefined,
  rules: RevisitRules,
): Rated {
  const latest = latestRevisit(file);
  if (file && latest?.status === 'open') return rateRevisit(file, file, latest, rating, snap);
  if (!snap || !isAnswered(snap)) return 'not_resolved_yet';
  if (file && latest && latest.cycle >= snap.cycle) return rateRevisit(file, file, latest, rating, snap);
  const opened = newRevisit(snap, rules);
  const rated = rateRevisit(file, factsOf(snap), opened, rating, snap);
  if (rated === 'not_resolved_yet' || snap.state === 'closed') return rated;
  const first: FeedbackEvent = { facts: factsOf(snap), revisit: opened, change: { type: 'RevisitOpened' } };
  return { ...rated, events: [first, ...rated.events] };
}

function rateRevisit(
  file: RevisitFile | undefined,
  facts: FeedbackEvent['facts'],
  revisit: Revisit,
  rating: Rating,
  snap: CaseSnapshot | undefined,
): Rated {
  const others = (file?.revisits ?? []).filter((one) => one.cycle !== revisit.cycle);
  const ratings = [...revisit.ratings, rating];
  const nos = noCount([...others, { ...revisit, ratings }]);
  const consequence = consequenceOf(revisit, rating, nos, snap);
  const after: Revisit = { ...revisit, status: 'rated', ratings, reopens: revisit.reopens || consequence === 'reopen' };
  const { caseId, number, groupId, parkCode } = facts;
  const change = { type: 'RatingGiven' as const, rating, noCount: nos, consequence };
  const event = { facts: { caseId, number, groupId, parkCode }, revisit: after, change };
  return { events: [event], cycle: revisit.cycle, consequence };
}

/** yes and partly close, no reopens – unless the cycle was left already, or closed too long ago. */
function consequenceOf(revisit: Revisit, rating: Rating, nos: number, snap: CaseSnapshot | undefined): Consequence {
  if (revisit.reopens) return 'none';
  const closedAt =
    snap?.state === 'closed' && snap.cycle === revisit.cycle ? (snap.closedAt ?? snap.stateSince) : undefined;
  if (rating.resolved !== 'no') {
    if (closedAt) return 'none';
    return rating.resolved === 'yes' ? 'close' : 'close_partly';
  }
  if (closedAt && rating.at.getTime() - closedAt.getTime() > REOPEN_WINDOW_MS) return 'none';
  return nos >= NO_TO_HQ ? 'to_hq' : 'reopen';
}
