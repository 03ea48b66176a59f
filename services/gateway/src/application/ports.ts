import type { Principal } from '@parkline/auth';
import type { GrpcClient } from '@parkline/grpc';
import type { casework, directory, feedback, intake, notification, reporting, routing, sla } from '@parkline/proto';

/** The services behind the gateway. */
export interface Neighbours {
  directory: GrpcClient<typeof directory.DirectoryServiceService>;
  intake: GrpcClient<typeof intake.IntakeServiceService>;
  casework: GrpcClient<typeof casework.CaseServiceService>;
  routing: GrpcClient<typeof routing.RoutingServiceService>;
  sla: GrpcClient<typeof sla.SlaServiceService>;
  notification: GrpcClient<typeof notification.NotificationServiceService>;
  feedback: GrpcClient<typeof feedback.FeedbackServiceService>;
  reporting: GrpcClient<typeof reporting.ReportingServiceService>;
}

/** Signs principals, so that neighbours believe who is asking. */
export interface Vouch {
  (principal: Omit<Principal, 'issuer'>): Promise<string>;
}

/** Somebody who has signed in. */
export interface Caller {
  principal: Omit<Principal, 'issuer'>;
  /** When his access token ends. */
  expiresAt: Date;
}
