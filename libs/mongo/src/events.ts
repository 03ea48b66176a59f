/**
 * An event on its way out of an aggregate. The same shape as the event bus takes; it is declared here because the bus
 * keeps its embedded log in a store and so depends on this library.
 */
export interface OutgoingEvent {
  /** `${source}/${aggregate id}/${seq}`: the same at every repetition (ce_id). */
  id: string;
  type: string;
  source: string;
  subject: string;
  key: string;
  seq: number;
  time: Date;
  payload: Uint8Array;
  traceparent?: string;
}

/** An event as a consumer gets it. */
export interface ReceivedEvent extends OutgoingEvent {
  topic: string;
  partition: number;
  offset: string;
}
