import { useSyncExternalStore } from 'react';
import { session, type Session } from '../api/session';

/** The signed-in person, if any; the page follows when the session ends anywhere. */
export function useSession(): Session | undefined {
  return useSyncExternalStore(session.subscribe, session.current);
}
