/** The topic of each context. Partitions, retention and owners are in deploy/kafka/topics.yaml. */
export const topics = {
  directory: 'parkline.directory.v1',
  intake: 'parkline.intake.v1',
  case: 'parkline.case.v1',
  routing: 'parkline.routing.v1',
  sla: 'parkline.sla.v1',
  notification: 'parkline.notification.v1',
  feedback: 'parkline.feedback.v1',
  reporting: 'parkline.reporting.v1',
} as const;

export type TopicName = (typeof topics)[keyof typeof topics];
