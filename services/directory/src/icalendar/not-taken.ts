/** Why one event of a text is not taken; the others are. The message goes on after the event's name. */
export class NotTaken extends Error {}
