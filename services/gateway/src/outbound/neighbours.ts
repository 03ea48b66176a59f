import { casework, directory, feedback, intake, notification, reporting, routing, sla } from '@parkline/proto';
import { createClient, type Platform } from '@parkline/service-kit';
import type { Neighbours } from '../application/ports';

/** Clients of all services. */
export function connectNeighbours(platform: Platform): Neighbours & { close(): void } {
  const neighbours: Neighbours = {
    directory: createClient(platform, directory.DirectoryServiceService, 'directory'),
    intake: createClient(platform, intake.IntakeServiceService, 'intake'),
    casework: createClient(platform, casework.CaseServiceService, 'casework'),
    routing: createClient(platform, routing.RoutingServiceService, 'routing'),
    sla: createClient(platform, sla.SlaServiceService, 'sla'),
    notification: createClient(platform, notification.NotificationServiceService, 'notification'),
    feedback: createClient(platform, feedback.FeedbackServiceService, 'feedback'),
    reporting: createClient(platform, reporting.ReportingServiceService, 'reporting'),
  };
  return {
    ...neighbours,
    close() {
      for (const client of Object.values(neighbours) as { close(): void }[]) client.close();
    },
  };
}
