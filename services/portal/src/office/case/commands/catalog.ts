/** What the form of a command asks for. Names are those of the API's bodies. */
export type FieldName =
  | 'unitId'
  | 'handlerId'
  | 'category'
  | 'severity'
  | 'urgency'
  | 'means'
  | 'rootCause'
  | 'outcome'
  | 'text'
  | 'question'
  | 'answer'
  | 'note'
  | 'reason'
  | 'referTo';

export interface CommandForm {
  required: readonly FieldName[];
  optional?: readonly FieldName[];
  /** The complainant sees what is written: the form says so. */
  seenByComplainant?: boolean;
  danger?: boolean;
}

/** Commands that people give, in the order in which they are offered: what moves the case on comes first. */
export const COMMANDS: Record<string, CommandForm> = {
  sign: { required: [] },
  'log-contact': { required: ['means'], optional: ['note'] },
  start: { required: [] },
  resolve: { required: ['rootCause', 'answer'], seenByComplainant: true },
  dispatch: { required: ['category', 'severity', 'urgency', 'unitId'], optional: ['handlerId', 'reason'] },
  resume: { required: [], optional: ['note'] },
  close: { required: ['outcome'], optional: ['note'] },
  reply: { required: ['text'], seenByComplainant: true },
  'wait-for-complainant': { required: ['question'], seenByComplainant: true },
  'add-note': { required: ['text'] },
  redispatch: { required: ['unitId', 'reason'], optional: ['handlerId'] },
  regrade: { required: ['category', 'severity', 'urgency', 'reason'] },
  reopen: { required: ['reason'] },
  decline: { required: ['reason', 'referTo'], seenByComplainant: true, danger: true },
};

/** The fields of a form in the order in which they are asked. */
export function fieldsOf(form: CommandForm): FieldName[] {
  const order: FieldName[] = [
    'means',
    'category',
    'severity',
    'urgency',
    'unitId',
    'handlerId',
    'rootCause',
    'outcome',
    'text',
    'question',
    'answer',
    'reason',
    'referTo',
    'note',
  ];
  const asked = new Set([...form.required, ...(form.optional ?? [])]);
  return order.filter((field) => asked.has(field));
}

/**
 * Those of the server's commands that a person gives here, in the order of the catalogue. Once the complainant has been
 * contacted, logging another contact is no longer the next step.
 */
export function offered(commands: readonly string[], options: { contacted?: boolean } = {}): string[] {
  const names = Object.keys(COMMANDS).filter((name) => commands.includes(name));
  const contact = names.indexOf('log-contact');
  if (options.contacted && contact >= 0) {
    names.splice(contact, 1);
    const after = names.indexOf('add-note');
    names.splice(after < 0 ? names.length : after, 0, 'log-contact');
  }
  return names;
}

/** Whether a click is enough. */
export function needsForm(name: string): boolean {
  const form = COMMANDS[name];
  return form !== undefined && fieldsOf(form).length > 0;
}
