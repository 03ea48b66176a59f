/** An event as clients may hear of it, with what decides who may. */
export interface LiveEvent {
  /** Name of the server-sent event: case, clock or notification. */
  event: string;
  data: Record<string, unknown>;
  groupId: string;
  parkCode: string;
  /** Where set, only this person hears of it. */
  staffId?: string;
}

export interface KeptEvent extends LiveEvent {
  /** `<instance>.<n>`, counted by this process. */
  id: string;
}

export interface EventRing {
  add(event: LiveEvent): KeptEvent;
  /**
   * What came after the id, oldest first; `reset` where that cannot be told any more: the event is too old, or its id
   * was given by another process, whose order is not ours.
   */
  since(id: string): readonly KeptEvent[] | 'reset';
}

/**
 * The last events of this process, for clients that come back.
 * @param instance tells this process from all others
 */
export function createEventRing(instance: string, capacity: number): EventRing {
  const kept: KeptEvent[] = new Array<KeptEvent>();
  let count = 0;
  return {
    add(event) {
      const full: KeptEvent = { ...event, id: `${instance}.${count + 1}` };
      kept[count % capacity] = full;
      count += 1;
      return full;
    },
    since(id) {
      const [whose, ordinal] = id.split('.');
      const last = Number(ordinal);
      if (whose !== instance || !Number.isSafeInteger(last) || last < 0 || last > count) return 'reset';
      if (count - last > capacity) return 'reset';
      const missed: KeptEvent[] = [];
      for (let n = last; n < count; n += 1) missed.push(kept[n % capacity] as KeptEvent);
      return missed;
    },
  };
}
