/** What is wrong with a request, as a value: the application turns it into an error. */
export interface Fault {
  kind: 'InvalidInput' | 'Forbidden' | 'NotFound';
  code: string;
  message: string;
  field?: string;
}

/** A fault of one input field. */
export function badField(field: string, code: string, message: string): Fault {
  return { kind: 'InvalidInput', code, message, field };
}
