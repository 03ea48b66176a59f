/** The id of the next entry of a list on a case: in order and the same whenever it is worked out. */
export function nextId(prefix: string, list: readonly unknown[]): string {
  return `${prefix}-${list.length + 1}`;
}
