import type { Logger } from 'pino';
import type { Delivery, Incoming } from './delivery';
import type { ReceivedEvent } from './event';
import type { EventLog, LogRecord } from './log';
import type { MessagingMetrics } from './metrics';
import { createWaker, type Waker } from './waker';

export interface Member {
  topics: ReadonlySet<string>;
  delivery: Delivery;
  maxBatch: number;
}

interface Working extends Member {
  abort: AbortController;
  stopping: boolean;
  running: Set<Promise<unknown>>;
}

/** A log that the group reads, and the topic under which its events are handled. */
export interface Source {
  log: string;
  topic: string;
}

export interface LogGroup {
  join(member: Member): Promise<{ leave(drainMs: number): Promise<void> }>;
}

/** How long a partition rests after the log itself could not be read or written. */
const restMs = 500;

/**
 * The consumers of one group in this process. One loop reads each partition and hands every batch to the member whose
 * turn the partition is; so members may come and go at any time without two of them at the same partition.
 */
export function createLogGroup(
  name: string,
  { log, logger, metrics }: { log: EventLog; logger: Logger; metrics: MessagingMetrics },
  sourcesOf: (topic: string) => Source[],
): LogGroup {
  const members: Working[] = [];
  const loops = new Map<string, { topic: string; waker: Waker; done: Promise<void> }>();

  const memberFor = (topic: string, partition: number): Working | undefined => {
    const candidates = members.filter((member) => member.topics.has(topic));
    return candidates[partition % candidates.length];
  };

  const offer = async (member: Working, source: Source, partition: number, records: LogRecord[]) => {
    const work = member.delivery.attempt(
      records.map((record) => incoming(source, partition, record)),
      { signal: member.abort.signal, interrupted: () => member.stopping },
    );
    member.running.add(work);
    try {
      return await work;
    } finally {
      member.running.delete(work);
    }
  };

  const read = async (source: Source, partition: number, waker: Waker): Promise<void> => {
    let next: number | undefined;
    for (;;) {
      const member = memberFor(source.topic, partition);
      if (!member) return;
      try {
        next ??= await log.position(name, source.log, partition);
        const records = await log.read(source.log, partition, next, member.maxBatch);
        metrics.lag.set({ group: name, topic: source.log, partition }, log.end(source.log, partition) - next);
        if (records.length === 0) {
          await waker.wait();
          continue;
        }
        const { settled, waitMs } = await offer(member, source, partition, records);
        const last = records[settled - 1];
        if (last) {
          next = last.offset + 1;
          await log.commit(name, source.log, partition, next);
        }
        if (waitMs !== undefined) await waitUntil(Date.now() + waitMs, waker, () => member.stopping);
      } catch (error) {
        logger.error({ err: error, group: name, topic: source.log, partition }, 'the log cannot be read, trying again');
        await waker.wait(restMs);
      }
    }
  };

  const startLoops = async (topic: string): Promise<void> => {
    for (const source of sourcesOf(topic)) {
      const partitions = await log.partitions(source.log);
      for (let partition = 0; partition < partitions; partition++) {
        const key = `${source.log}/${partition}`;
        if (loops.has(key)) continue;
        const waker = createWaker();
        const done = read(source, partition, waker).finally(() => loops.delete(key));
        loops.set(key, { topic, waker, done });
      }
    }
  };

  /** A loop without a member is about to end; only then a new one may start at its partition. */
  const orphansEnded = async (): Promise<void> => {
    const orphans = [...loops.values()].filter(({ topic }) => !memberFor(topic, 0));
    await Promise.all(orphans.map(({ done }) => done));
  };

  log.onAppend((topic, partition) => loops.get(`${topic}/${partition}`)?.waker.wake());

  return {
    async join(member) {
      const working: Working = { ...member, abort: new AbortController(), stopping: false, running: new Set() };
      await orphansEnded();
      members.push(working);
      for (const topic of member.topics) await startLoops(topic);
      return {
        async leave(drainMs) {
          working.stopping = true;
          members.splice(members.indexOf(working), 1);
          for (const { waker } of loops.values()) waker.wake();
          const late = setTimeout(() => working.abort.abort(new Error('The time to finish is over.')), drainMs);
          await Promise.allSettled(working.running);
          clearTimeout(late);
          await orphansEnded();
        },
      };
    },
  };
}

/** Waits although appends wake the loop meanwhile: the partition has to stand still. */
async function waitUntil(end: number, waker: Waker, over: () => boolean): Promise<void> {
  for (let left = end - Date.now(); left > 0 && !over(); left = end - Date.now()) await waker.wait(left);
  waker.wake();
}

function incoming(source: Source, partition: number, record: LogRecord): Incoming {
  const event: ReceivedEvent = { ...record.event, topic: source.topic, partition, offset: String(record.offset) };
  return { event, place: `${source.log}/${partition}` };
}
