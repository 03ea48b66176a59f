/**
 * Why a command was not carried out. `forbidden`: not this caller. `refused`: not in this state, or overtaken.
 * `invalid`: the command itself is wrong, at `field`. The application turns it into the platform's error kinds.
 */
export class Rejection extends Error {
  constructor(
    readonly reason: 'forbidden' | 'refused' | 'invalid',
    readonly code: string,
    message: string,
    readonly field?: string,
  ) {
    super(message);
    this.name = 'Rejection';
  }
}

export const forbidden = (code: string, message: string): Rejection => new Rejection('forbidden', code, message);
export const refused = (code: string, message: string): Rejection => new Rejection('refused', code, message);
export const invalid = (code: string, message: string, field: string): Rejection =>
  new Rejection('invalid', code, message, field);

/** The answer to a service that decided on a state which is no more: it need not try again. */
export const movedOn = (message: string): Rejection => refused('moved_on', message);
