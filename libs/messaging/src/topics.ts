import { readFileSync } from 'node:fs';
import { invalidInput } from '@parkline/errors';
import { parse } from 'yaml';
import { isSideTopic } from './names';

/** A topic as deploy/kafka/topics.yaml declares it. */
export interface TopicSpec {
  name: string;
  /** The service that publishes to it. */
  owner?: string;
  partitions: number;
  /** `compact` keeps the last event of each key; `delete` keeps all for the retention time. */
  cleanup: 'compact' | 'delete';
  /** Not for compacted topics. */
  retentionDays?: number;
}

/** Dead letters stay until somebody has looked; a replay is read at once. */
export function sideTopicSpec(name: string): TopicSpec {
  return { name, partitions: 1, cleanup: 'delete', retentionDays: name.endsWith('.dlq') ? 30 : 7 };
}

/** The declaration of a topic, or a sensible one for a topic that has none. */
export function specOf(name: string, specs: TopicSpec[], partitions = 6): TopicSpec {
  if (isSideTopic(name)) return sideTopicSpec(name);
  return specs.find((spec) => spec.name === name) ?? { name, partitions, cleanup: 'delete', retentionDays: 7 };
}

/** Reads the declared topics. Throws `InvalidInput` (`bad_topics`) naming the entry and what is wrong with it. */
export function readTopics(file: string): TopicSpec[] {
  const content = parse(readFileSync(file, 'utf8')) as { topics?: unknown };
  if (!Array.isArray(content?.topics)) throw invalidInput('bad_topics', `${file} has no list named topics.`);
  return content.topics.map((entry: Partial<TopicSpec>, index) => {
    const wrong = (what: string) =>
      invalidInput('bad_topics', `${file}, topic ${entry?.name ?? `#${index + 1}`}: ${what}`);
    if (typeof entry?.name !== 'string') throw wrong('it needs a name.');
    if (!Number.isInteger(entry.partitions) || entry.partitions! < 1) throw wrong('partitions must be a whole number.');
    if (entry.cleanup !== 'compact' && entry.cleanup !== 'delete') throw wrong('cleanup must be compact or delete.');
    if (entry.cleanup === 'delete' && !(Number(entry.retentionDays) > 0)) throw wrong('it needs retentionDays.');
    return entry as TopicSpec;
  });
}
