import type { FormInstance } from 'antd';
import { placeProblem } from './problem-words';

/**
 * Puts the words of a failed act at the field that caused it and brings that field into view.
 * @returns false when the failure belongs to no field of the form and must be said above it
 */
export function placeAtField(form: FormInstance, error: unknown, fields: readonly string[], words: string): boolean {
  const { field } = placeProblem(error, fields);
  if (!field) return false;
  const name = field.split('.');
  form.setFields([{ name: name as never, errors: [words] }]);
  form.scrollToField(name, { block: 'center', focus: true });
  return true;
}
