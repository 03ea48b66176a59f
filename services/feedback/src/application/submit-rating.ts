import { createHash } from 'node:crypto';
import type { Principal } from '@parkline/auth';
import { conflict, forbidden, invalidInput, refused } from '@parkline/errors';
import type { RevisitRules } from '../domain/open-revisit';
import { isRatingDue, rate } from '../domain/rate';
import type { Answer, Consequence } from '../domain/revisits';
import type { Casework, RevisitFiles } from './ports';

const LONGEST_COMMENT = 2_000;

export interface RatingRequest {
  caseId: string;
  commandId: string;
  resolved: Answer | undefined;
  satisfaction: number;
  comment: string;
}

interface Given {
  cycle: number;
  consequence: Consequence;
  /** Of what was said: the same command id with other words is a mistake. */
  fingerprint: string;
}

/**
 * Takes the complainant's word. Only he himself can give it: staff who filed for someone else have no such principal.
 * @throws Refused `not_resolved_yet` while there is nothing to rate
 */
export function submitRating(deps: {
  files: RevisitFiles;
  casework: Casework;
  rules: RevisitRules;
  clock: () => Date;
}) {
  const { files, casework, rules, clock } = deps;
  return async (request: RatingRequest, principal: Principal): Promise<{ cycle: number; consequence: Consequence }> => {
    const { caseId, commandId } = request;
    if (principal.kind !== 'complainant' || principal.subject !== caseId) {
      throw forbidden('complainant_only', 'Only the person who complained can rate what was done.');
    }
    const rating = { at: clock(), ...checked(request) };
    const fingerprint = fingerprintOf(rating);
    const known = await files.load(caseId);
    const repeated = known.commands.some((command) => command.id === commandId);
    const snap = repeated || isRatingDue(known.state) ? undefined : await casework.findCase(caseId);
    const { answer } = await files.execute<Given>({
      id: caseId,
      commandId,
      at: rating.at,
      actor: { kind: principal.kind, id: principal.subject },
      decide: ({ state }) => {
        const rated = rate(state, rating, snap, rules);
        if (rated === 'not_resolved_yet') {
          throw refused(
            'not_resolved_yet',
            'Your complaint is still being worked on; please rate it once it is answered.',
          );
        }
        const { events, cycle, consequence } = rated;
        return { events, answer: () => ({ cycle, consequence, fingerprint }) };
      },
    });
    if (answer.fingerprint !== fingerprint) {
      throw conflict('key_reused', 'This key was used before for another rating.', { field: 'Idempotency-Key' });
    }
    return { cycle: answer.cycle, consequence: answer.consequence };
  };
}

function checked({ resolved, satisfaction, comment, commandId }: RatingRequest) {
  if (!commandId) throw invalidInput('command_id_missing', 'A rating needs a command id.', { field: 'commandId' });
  if (!resolved) {
    throw invalidInput('resolved_invalid', 'Say whether it is resolved: yes, partly or no.', { field: 'resolved' });
  }
  if (!Number.isInteger(satisfaction) || satisfaction < 1 || satisfaction > 5) {
    throw invalidInput('satisfaction_invalid', 'Satisfaction is a whole number from 1 to 5.', {
      field: 'satisfaction',
    });
  }
  if (comment.length > LONGEST_COMMENT) {
    throw invalidInput('comment_too_long', `A comment has at most ${LONGEST_COMMENT} characters.`, {
      field: 'comment',
    });
  }
  return { resolved, satisfaction, comment };
}

function fingerprintOf({
  resolved,
  satisfaction,
  comment,
}: {
  resolved: string;
  satisfaction: number;
  comment: string;
}) {
  return createHash('sha256')
    .update(JSON.stringify([resolved, satisfaction, comment]))
    .digest('base64url')
    .slice(0, 22);
}
