import type { Topic } from '../topic';

type Commands = 'request-extension' | 'decide-extension';
type Events = 'ExtensionRequested' | 'ExtensionGranted' | 'ExtensionRefused' | 'ExtensionLapsed';

/** More time for the resolve clock. */
export const extensions: Topic<Commands, Events> = { transitions: [], decisions: {}, evolutions: {}, lines: {} };
