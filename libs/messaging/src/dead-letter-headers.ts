import type { DeathReason, ReceivedEvent } from './event';

export type Headers = Record<string, string>;

/** The reason of a death as record headers, the same in every adapter. */
export function deathHeaders(group: string, event: ReceivedEvent, reason: DeathReason): Headers {
  return {
    dl_group: group,
    dl_topic: event.topic,
    dl_partition: String(event.partition),
    dl_offset: event.offset,
    dl_error: reason.error,
    dl_code: reason.code,
    dl_tries: String(reason.tries),
    dl_at: reason.at.toISOString(),
  };
}

export function deathReason(headers: Headers): DeathReason {
  return {
    error: headers['dl_error'] ?? 'unknown',
    code: headers['dl_code'] ?? 'unknown',
    tries: Number(headers['dl_tries'] ?? 0),
    at: new Date(headers['dl_at'] ?? 0),
  };
}
