import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import type { CaseDetail } from '../../../api/types';
import { focusAgain } from '../../../common/focus';
import type { Names } from '../../directory';
import { needsForm } from './catalog';
import { CommandDialog } from './command-dialog';
import { useCommand } from './use-command';

export interface Giving {
  detail: CaseDetail;
  names: Names;
  /** Whether the server offers the command to this person now. */
  may: (command: string) => boolean;
  /** Asks for what the command needs, or gives it at once. @param part the thing on the case that is meant */
  give: (command: string, part?: string) => void;
  /** What was given by a click, without a form. */
  direct: ReturnType<typeof useCommand>;
}

const Context = createContext<Giving | undefined>(undefined);

/** Commands can be given from the bar and from every part of the page; their form opens in one place. */
export function GiveCommands({ detail, names, children }: { detail: CaseDetail; names: Names; children: ReactNode }) {
  const [open, setOpen] = useState<{ name: string; part?: string }>();
  const before = useRef<Element>(undefined);
  useEffect(() => {
    if (open || !before.current) return;
    focusAgain(before.current);
    before.current = undefined;
  }, [open]);
  const direct = useCommand(detail);
  const giving: Giving = {
    detail,
    names,
    direct,
    may: (command) => detail.commands.includes(command),
    give: (name, part) => {
      if (!needsForm(name)) return direct.give(name, {});
      before.current = document.activeElement ?? undefined;
      setOpen({ name, part });
    },
  };
  return (
    <Context value={giving}>
      {children}
      {open && (
        <CommandDialog
          key={`${open.name} ${open.part}`}
          name={open.name}
          part={open.part}
          detail={detail}
          names={names}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Context>
  );
}

/** The commands of the case page that is shown. */
export function useGive(): Giving {
  const giving = useContext(Context);
  if (!giving) throw new Error('commands are given on a case page only');
  return giving;
}
