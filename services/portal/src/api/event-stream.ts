/** One event of a server-sent stream. */
export interface StreamEvent {
  id?: string;
  event: string;
  data: string;
}

/**
 * Splits the text of a server-sent stream into events, whatever the pieces it arrives in.
 * @returns a function that takes the next piece and gives the events completed by it
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function createStreamParser(): (piece: string) => StreamEvent[] {
  let rest = '';
  let id: string | undefined;
  let event = '';
  let data: string[] = [];

  const takeLine = (line: string): StreamEvent | undefined => {
    if (line === '') {
      const complete = data.length > 0 || event ? { id, event: event || 'message', data: data.join('\n') } : undefined;
      event = '';
      data = [];
      return complete;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return undefined;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id') id = value;
    return undefined;
  };

  return (piece) => {
    rest += piece;
    const events: StreamEvent[] = [];
    for (;;) {
      const end = /\r\n|\n|\r(?=[^\n])/.exec(rest);
      if (!end) return events;
      const complete = takeLine(rest.slice(0, end.index));
      rest = rest.slice(end.index + end[0].length);
      if (complete) events.push(complete);
    }
  };
}
