import { AsyncLocalStorage } from 'node:async_hooks';
import type { Principal } from '@parkline/auth';

/** What a handler knows of the call that it answers. */
export interface CallContext {
  /** Who is asking: verified. */
  principal: Principal;
  /** When the caller stops waiting. Calls made while handling inherit it. */
  deadline: Date;
  /** Aborted when the caller has gone or the deadline has passed. */
  signal: AbortSignal;
}

const storage = new AsyncLocalStorage<CallContext>();

/** Runs a handler so that the calls it makes know the deadline they are under. */
export function withCallContext<T>(context: CallContext, work: () => Promise<T>): Promise<T> {
  return storage.run(context, work);
}

/** The call being answered at present, if any. */
export function currentCall(): CallContext | undefined {
  return storage.getStore();
}
