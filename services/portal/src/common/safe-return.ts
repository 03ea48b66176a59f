/** Where to go after signing in: only a page of the office itself, so that a link cannot send people elsewhere. */
export function safeReturn(next: string | null): string {
  return next !== null && /^\/office(?:[/?#]|$)/.test(next) ? next : '/office';
}
