import type { Topic } from '../topic';

type Commands = 'link' | 'unlink' | 'reply-to-all' | 'add-linked' | 'remove-linked' | 'resolve-linked';
type Events = 'CaseLinked' | 'CaseUnlinked' | 'LinkedCaseAdded' | 'LinkedCaseRemoved';

/** Master and linked cases. */
export const linking: Topic<Commands, Events> = { transitions: [], decisions: {}, evolutions: {}, lines: {} };
