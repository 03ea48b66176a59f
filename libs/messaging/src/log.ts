import type { Headers } from './dead-letter-headers';
import type { OutgoingEvent } from './event';

export interface LogEntry {
  event: OutgoingEvent;
  headers?: Headers;
}

export interface LogRecord extends LogEntry {
  offset: number;
}

export type AppendListener = (topic: string, partition: number, records: LogRecord[]) => void;

/** A partitioned log within one process, with the positions of its readers. Offsets grow and may have gaps. */
export interface EventLog {
  /** Number of partitions; a topic not seen before comes to be. */
  partitions(topic: string): Promise<number>;
  /** Durable and visible to readers when it resolves; the order of calls is the order in the log. */
  append(topic: string, entries: LogEntry[]): Promise<void>;
  read(topic: string, partition: number, from: number, limit: number): Promise<LogRecord[]>;
  /** The offset that the next record of the partition gets. */
  end(topic: string, partition: number): number;
  /** The offset that the group reads next; 0 for a new group. */
  position(group: string, topic: string, partition: number): Promise<number>;
  commit(group: string, topic: string, partition: number, next: number): Promise<void>;
  /** Called after each append, in log order. Returns the way to stop it. */
  onAppend(listener: AppendListener): () => void;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** FNV-1a: spreads keys evenly and is the same in every run. */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % partitions;
}
