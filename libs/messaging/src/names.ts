/** Where events go that a group could not handle. */
export const deadLetterTopic = (topic: string, group: string): string => `${topic}.${group}.dlq`;

/** Read by one group beside the topic itself: dead letters that were given back to it. */
export const retryTopic = (topic: string, group: string): string => `${topic}.${group}.retry`;

/** Remembers in its position which dead letters were given back. */
export const replayGroup = (topic: string, group: string): string => `${topic}.${group}.replay`;

/** Dead letters and their replay have no order to keep: one partition. */
export const isSideTopic = (topic: string): boolean => topic.endsWith('.dlq') || topic.endsWith('.retry');
