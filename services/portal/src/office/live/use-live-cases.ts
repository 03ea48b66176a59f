import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { StreamEvent } from '../../api/event-stream';
import type { CaseDetail } from '../../api/types';
import { createVersionFilter } from '../../common/newer-versions';
import { useSession } from '../../common/use-session';
import { followEvents, type LiveState } from './follow-events';

/** Lists are loaded again at most this often while events pour in. */
const LIST_PAUSE_MS = 1_000;

interface Change {
  id?: string;
  number?: string;
  version?: number;
}

/** Keeps what is on the screen in step with the server. Returns whether the stream is open. */
export function useLiveCases(): LiveState {
  const queries = useQueryClient();
  const token = useSession()?.token;
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    if (!token) return;
    const stop = new AbortController();
    const versions = createVersionFilter();
    let listTimer: ReturnType<typeof setTimeout> | undefined;

    const reload = (...queryKey: string[]): void => void queries.invalidateQueries({ queryKey });
    const reloadLists = (): void => {
      listTimer ??= setTimeout(() => {
        listTimer = undefined;
        reload('cases');
      }, LIST_PAUSE_MS);
    };
    const reloadAll = (): void => {
      versions.forget();
      void queries.invalidateQueries();
    };
    const onCase = (change: Change): void => {
      if (!change.id || !change.number || !change.version) return;
      if (!versions.isNewer(change.id, change.version)) return;
      const shown = queries.getQueryData<CaseDetail>(['case', change.number]);
      if (!shown || shown.case.version < change.version) reload('case', change.number);
      reloadLists();
    };
    const onEvent = (event: StreamEvent): void => {
      if (event.event === 'reset') return reloadAll();
      const change = readChange(event.data);
      if (event.event === 'case') onCase(change);
      if (event.event === 'clock') {
        if (change.number) reload('case', change.number);
        reloadLists();
      }
      if (event.event === 'notification') {
        reload('inbox');
        if (change.number) reload('case', change.number);
      }
    };
    void followEvents({ onEvent, onGap: reloadAll, onState: setState, signal: stop.signal });
    return () => {
      stop.abort();
      clearTimeout(listTimer);
    };
  }, [queries, token]);
  return state;
}

function readChange(data: string): Change {
  try {
    return JSON.parse(data) as Change;
  } catch {
    // An event of a newer server that this portal does not know: the next load of the page shows it.
    return {};
  }
}
