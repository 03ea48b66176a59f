/**
 * A random id for one intention of a person, sent as Idempotency-Key.
 * `crypto.randomUUID` exists only in secure contexts; a phone on the office network may come over plain HTTP.
 */
export function newIntentionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Keeps one key for one body: a double tap or a retry after a lost answer sends the same key,
 * an edited form a new one (the server refuses a known key with another body).
 */
export function createIntention(newId: () => string = newIntentionId): (body: unknown) => string {
  let sent = '';
  let key = '';
  return (body) => {
    const text = JSON.stringify(body);
    if (text !== sent || !key) {
      sent = text;
      key = newId();
    }
    return key;
  };
}
