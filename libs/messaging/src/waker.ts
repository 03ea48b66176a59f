/** Lets a loop sleep until there is something to do. A call of `wake` while nobody waits is remembered. */
export interface Waker {
  wake(): void;
  /** Resolves on the next `wake`, or after so many milliseconds. */
  wait(timeoutMs?: number): Promise<void>;
}

export function createWaker(): Waker {
  let woken = false;
  let resolve: (() => void) | undefined;
  return {
    wake() {
      if (resolve) resolve();
      else woken = true;
    },
    wait(timeoutMs) {
      if (woken) {
        woken = false;
        return Promise.resolve();
      }
      return new Promise<void>((done) => {
        const timer = timeoutMs === undefined ? undefined : setTimeout(() => resolve?.(), timeoutMs);
        resolve = () => {
          clearTimeout(timer);
          resolve = undefined;
          done();
        };
      });
    },
  };
}
