import { partitionOf, type AppendListener, type EventLog, type LogRecord } from './log';
import { isSideTopic } from './names';

/** A log that ends with the process, for tests. */
export function createMemoryLog(partitions = 2): EventLog {
  const topics = new Map<string, LogRecord[][]>();
  const positions = new Map<string, number>();
  const listeners = new Set<AppendListener>();

  const topicOf = (topic: string): LogRecord[][] => {
    const existing = topics.get(topic);
    if (existing) return existing;
    const fresh = Array.from({ length: isSideTopic(topic) ? 1 : partitions }, (): LogRecord[] => []);
    topics.set(topic, fresh);
    return fresh;
  };

  return {
    partitions: (topic) => Promise.resolve(topicOf(topic).length),
    append(topic, entries) {
      const all = topicOf(topic);
      const added = new Map<number, LogRecord[]>();
      for (const entry of entries) {
        const partition = partitionOf(entry.event.key, all.length);
        const record = { ...entry, offset: all[partition]!.length };
        all[partition]!.push(record);
        added.set(partition, [...(added.get(partition) ?? []), record]);
      }
      for (const [partition, records] of added) for (const listener of listeners) listener(topic, partition, records);
      return Promise.resolve();
    },
    read: (topic, partition, from, limit) => Promise.resolve(topicOf(topic)[partition]!.slice(from, from + limit)),
    end: (topic, partition) => topicOf(topic)[partition]!.length,
    position: (group, topic, partition) => Promise.resolve(positions.get(`${group}|${topic}|${partition}`) ?? 0),
    commit(group, topic, partition, next) {
      positions.set(`${group}|${topic}|${partition}`, next);
      return Promise.resolve();
    },
    onAppend(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
