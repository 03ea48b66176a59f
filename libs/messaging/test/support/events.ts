import type { OutgoingEvent } from '../../src';

/** `count` events, taking turns over the keys; the seq of each key grows from `firstSeq`. */
export function someEvents(count: number, { keys = 5, firstSeq = 1 } = {}): OutgoingEvent[] {
  return Array.from({ length: count }, (_, i) => anEvent(`k${i % keys}`, firstSeq + Math.floor(i / keys)));
}

export function anEvent(key: string, seq: number, payload = `${key}/${seq}`): OutgoingEvent {
  return {
    id: `test/${key}/${seq}`,
    type: 'Happened',
    source: 'test',
    subject: key,
    key,
    seq,
    time: new Date(Date.UTC(2026, 0, 1, 0, 0, seq)),
    payload: new TextEncoder().encode(payload),
  };
}

export const idsOf = (events: { id: string }[]): string[] => events.map(({ id }) => id);

/** Per key, the seqs in the order of their first appearance. */
export function firstAppearances(events: { key: string; seq: number }[]): Record<string, number[]> {
  const byKey: Record<string, number[]> = {};
  for (const { key, seq } of events) {
    const seqs = (byKey[key] ??= []);
    if (!seqs.includes(seq)) seqs.push(seq);
  }
  return byKey;
}
