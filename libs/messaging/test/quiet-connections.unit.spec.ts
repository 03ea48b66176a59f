import '../src/kafka/client';

interface Queue {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
}

/** A queue of kafkajs as far as planning its checks goes; `checks` counts them. */
function queueWith(state: Partial<Queue>): Queue & { checks: number; scheduleCheckPendingRequests(): void } {
  const { prototype } = jest.requireActual<{ prototype: object }>('kafkajs/src/network/requestQueue');
  return Object.assign(Object.create(prototype) as ReturnType<typeof queueWith>, {
    pending: [],
    throttledUntil: -1,
    throttleCheckTimeoutId: null,
    checks: 0,
    checkPendingRequests(this: { checks: number }) {
      this.checks += 1;
    },
    ...state,
  });
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('a connection on which no request waits plans no check', () => {
  const queue = queueWith({});
  queue.scheduleCheckPendingRequests();
  expect(jest.getTimerCount()).toBe(0);
});

it('a request that waits is looked at again, once however often that is asked for', () => {
  const queue = queueWith({ pending: [{}] });
  queue.scheduleCheckPendingRequests();
  queue.scheduleCheckPendingRequests();
  jest.advanceTimersByTime(10);
  expect(queue.checks).toBe(1);
});

it('a request that the broker throttles is looked at when that is over, not before', () => {
  const queue = queueWith({ pending: [{}], throttledUntil: Date.now() + 300 });
  queue.scheduleCheckPendingRequests();
  jest.advanceTimersByTime(299);
  expect(queue.checks).toBe(0);
  jest.advanceTimersByTime(1);
  expect(queue.checks).toBe(1);
});
