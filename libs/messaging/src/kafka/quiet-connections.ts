interface RequestQueue {
  pending: unknown[];
  inflight: Map<number, { sentAt: number; requestTimeout: number; timeoutRequest(): void }>;
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  requestTimeoutIntervalId: NodeJS.Timeout | undefined;
  enforceRequestTimeout: boolean;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
  scheduleRequestTimeoutCheck(): void;
  destroy(): void;
  isConnected(): boolean;
}

/** How often kafkajs looks whether a full queue may go on; as in its own code. */
const checkPendingEveryMs = 10;
/** Timeouts of requests are tens of seconds: a second more or less says nothing. */
const checkTimeoutsEveryMs = 1_000;

/**
 * In kafkajs 2.2.4 every connection looks for waiting requests each millisecond for as long as it is open, because a
 * check without anything to wait for plans the next one at once. With several connections in each service that is much
 * of what a platform at rest costs. Here a check is planned only where a request waits.
 */
export function quietConnections(): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- not part of the public interface, so it has no types
  const queue = (require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue }).prototype;

  queue.scheduleCheckPendingRequests = function (): void {
    if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
    const throttledMs = this.throttledUntil - Date.now();
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null;
        this.checkPendingRequests();
      },
      throttledMs > 0 ? throttledMs : checkPendingEveryMs,
    );
  };

  queue.scheduleRequestTimeoutCheck = function (): void {
    if (!this.enforceRequestTimeout) return;
    this.destroy();
    this.requestTimeoutIntervalId = setInterval(() => {
      for (const request of this.inflight.values()) {
        if (Date.now() - request.sentAt > request.requestTimeout) request.timeoutRequest();
      }
      if (!this.isConnected()) this.destroy();
    }, checkTimeoutsEveryMs);
  };
}
