import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef, useState } from 'react';
import { Problem } from '../../../api/http';
import { createIntention } from '../../../api/ids';
import { executeCommand, getCase } from '../../../api/office';
import type { Case, CaseDetail } from '../../../api/types';
import { useWords } from '../../../common/use-words';

/** The case was changed by someone else after this person had seen it. */
export interface Conflict {
  seen: Case;
  now: CaseDetail;
}

interface Given {
  name: string;
  body: Record<string, unknown>;
  seen: Case;
}

/**
 * Gives commands with the version that the person saw. When the case has moved on, nothing is done;
 * the conflict says what changed, and `again` gives the same command on the present version.
 */
export function useCommand(detail: CaseDetail, onDone?: () => void) {
  const { t } = useWords('case');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [keyFor] = useState(() => createIntention());
  const [conflict, setConflict] = useState<Conflict>();
  const last = useRef<Given>(undefined);
  const number = detail.case.number;

  const mutation = useMutation({
    mutationFn: ({ name, body, seen }: Given) => {
      const full = { ...body, expectedVersion: seen.version };
      return executeCommand(number, name, full, keyFor({ name, ...full }));
    },
    onSuccess: (answer, { name }) => {
      setConflict(undefined);
      queries.setQueryData<CaseDetail>(
        ['case', number],
        (shown) => shown && { ...shown, case: answer.case, commands: [] },
      );
      void queries.invalidateQueries({ queryKey: ['case', number] });
      void queries.invalidateQueries({ queryKey: ['cases'] });
      void message.success(t('done', { command: t(`command.${name}`) }));
      onDone?.();
    },
    onError: async (error, { seen }) => {
      if (!(error instanceof Problem) || error.code !== 'stale_version') return;
      const now = await getCase(number);
      queries.setQueryData(['case', number], now);
      setConflict({ seen, now });
    },
  });

  const give = (name: string, body: Record<string, unknown>, seen: Case = detail.case): void => {
    setConflict(undefined);
    last.current = { name, body, seen };
    mutation.mutate(last.current);
  };
  return {
    give,
    again: (): void => {
      if (last.current && conflict) give(last.current.name, last.current.body, conflict.now.case);
    },
    conflict,
    name: mutation.variables?.name,
    isPending: mutation.isPending,
    error: mutation.error,
  };
}
