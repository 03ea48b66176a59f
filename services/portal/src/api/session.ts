import type { DemoPerson } from './types';

/** Who is signed in on this browser. */
export interface Session {
  token: string;
  expiresAt: string;
  person: DemoPerson;
}

const KEY = 'parkline.session';
const listeners = new Set<() => void>();
let current: Session | undefined = read();
let ended: 'by-person' | 'by-server' | undefined;

function read(): Session | undefined {
  const text = globalThis.localStorage?.getItem(KEY);
  if (!text) return undefined;
  try {
    const stored = JSON.parse(text) as Session;
    return Date.parse(stored.expiresAt) > Date.now() ? stored : undefined;
  } catch {
    // Written by an older version of the portal: the person signs in again.
    return undefined;
  }
}

function change(next: Session | undefined): void {
  current = next;
  if (next) localStorage.setItem(KEY, JSON.stringify(next));
  else localStorage.removeItem(KEY);
  for (const listener of listeners) listener();
}

// Signing out in one tab signs out in all.
globalThis.addEventListener?.('storage', (event) => {
  if (event.key !== KEY) return;
  current = read();
  for (const listener of listeners) listener();
});

/** The one session of the browser, as an external store for React. */
export const session = {
  current: (): Session | undefined => current,
  token: (): string | undefined => current?.token,
  begin: (next: Session): void => {
    ended = undefined;
    change(next);
  },
  /** The server refuses the token: the person signs in again and is brought back to his place. */
  expire: (): void => {
    ended = 'by-server';
    change(undefined);
  },
  signOut: (): void => {
    ended = 'by-person';
    change(undefined);
  },
  /** How the last session of this page ended, if it had one. */
  endedBy: (): typeof ended => ended,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
