import { deathReason } from './dead-letter-headers';
import type { DeadLetter, DeadLetterQuery, DeadLetters } from './event';
import type { EventLog } from './log';
import { deadLetterTopic, replayGroup, retryTopic } from './names';

/** Dead letters of a log in this process: their topics have one partition. */
export function logDeadLetters(log: EventLog): DeadLetters {
  const read = async ({ topic, group }: DeadLetterQuery): Promise<DeadLetter[]> => {
    const dead = deadLetterTopic(topic, group);
    await log.partitions(dead);
    const replayed = await log.position(replayGroup(topic, group), dead, 0);
    const letters: DeadLetter[] = [];
    for (let from = 0; from < log.end(dead, 0);) {
      const records = await log.read(dead, 0, from, 500);
      const last = records.at(-1);
      if (!last) break;
      from = last.offset + 1;
      for (const { event, headers = {}, offset } of records) {
        letters.push({
          place: String(offset),
          event: {
            ...event,
            topic,
            partition: Number(headers['dl_partition'] ?? 0),
            offset: headers['dl_offset'] ?? '0',
          },
          reason: deathReason(headers),
          replayed: offset < replayed,
        });
      }
    }
    return letters;
  };

  return {
    list: async ({ limit, ...query }) => (await read(query)).slice(0, limit),

    async replay({ places, ...query }) {
      const letters = await read(query);
      const chosen = letters.filter((letter) => (places ? places.includes(letter.place) : !letter.replayed));
      if (chosen.length === 0) return 0;
      await log.append(
        retryTopic(query.topic, query.group),
        chosen.map(({ event }) => ({ event })),
      );
      const dead = deadLetterTopic(query.topic, query.group);
      if (!places) await log.commit(replayGroup(query.topic, query.group), dead, 0, Number(chosen.at(-1)!.place) + 1);
      return chosen.length;
    },
  };
}
