import { isParklineError, isTransient } from '@parkline/errors';

/** Thrown by a handler for bytes that it cannot read. Never gets better, so it goes to the dead letters at once. */
export class UndecodableEvent extends Error {
  readonly code = 'undecodable';

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'UndecodableEvent';
  }
}

/** `transient`: wait and repeat. `permanent`: to the dead letters at once. `unknown`: some tries, then the dead letters. */
export type FailureClass = 'transient' | 'permanent' | 'unknown';

export function classify(error: unknown): FailureClass {
  if (isTransient(error)) return 'transient';
  if (error instanceof UndecodableEvent || isParklineError(error, 'InvalidInput')) return 'permanent';
  return 'unknown';
}

/** The stable part of an error: its code where it has one, else its name. */
export function codeOf(error: unknown): string {
  if (error instanceof Error) {
    const { code } = error as { code?: unknown };
    return typeof code === 'string' || typeof code === 'number' ? String(code) : error.name;
  }
  return 'not_an_error';
}
