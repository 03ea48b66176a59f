import type { Principal } from '@parkline/auth';
import { invalidInput } from '@parkline/errors';
import type { Handlers } from '@parkline/grpc';
import { common, enumOf, word, type routing } from '@parkline/proto';
import type { Grading } from '../domain/triage';
import type { Kind } from '../domain/words';

/** The use cases that are asked for over gRPC. */
export interface RoutingQueries {
  previewTriage(principal: Principal, request: { parkCode: string; text: string; hint: string; kind: Kind }): Grading;
  getLoad(principal: Principal, parkCode: string): Promise<{ handlerId: string; openCases: number }[]>;
}

const longestText = 5_000;

/** parkline.routing.v1.RoutingService. */
export function routingHandlers(queries: RoutingQueries): Handlers<typeof routing.RoutingServiceService> {
  return {
    previewTriage({ parkCode, description, categoryHint, kind }, { principal }) {
      if (description.length > longestText) {
        throw invalidInput('description_too_long', `A text has at most ${longestText} characters.`, {
          field: 'description',
        });
      }
      const request = { parkCode, text: description, hint: categoryHint, kind: word(kind) ?? 'complaint' } as const;
      const { category, severity, urgency, priority, unit, reasons, backstop } = queries.previewTriage(
        principal,
        request,
      );
      return Promise.resolve({
        category,
        severity: enumOf(common.Severity, severity),
        urgency: enumOf(common.Urgency, urgency),
        priority: enumOf(common.Priority, priority),
        unitId: unit.candidates[0]?.id ?? '',
        reasons,
        backstop,
      });
    },
    async getLoad({ parkCode }, { principal }) {
      return { loads: await queries.getLoad(principal, parkCode) };
    },
  };
}
