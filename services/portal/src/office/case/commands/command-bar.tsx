import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { CaseDetail } from '../../../api/types';
import { useWords } from '../../../common/use-words';
import type { Names } from '../../directory';
import { COMMANDS, needsForm, offered } from './catalog';
import { CommandDialog } from './command-dialog';
import { ConflictAlert } from './conflict-alert';
import { useCommand } from './use-command';
import { ProblemAlert } from '../../../common/page-states';

/** As many buttons as fit beside each other; the rest are behind "more". */
const BUTTONS = 6;

/** Exactly the commands that the server says this person may give now. */
export function CommandBar({ detail, names }: { detail: CaseDetail; names: Names }) {
  const { t } = useWords('case');
  const [open, setOpen] = useState<string>();
  const commands = offered(detail.commands, { contacted: detail.case.firstContactAt !== undefined });
  // Given by a click, without a form.
  const direct = useCommand(detail);
  if (commands.length === 0) return <p className="quiet command-none">{t('noCommands')}</p>;

  const give = (name: string): void => (needsForm(name) ? setOpen(name) : direct.give(name, {}));
  const first = commands.slice(0, BUTTONS);
  const rest = commands.slice(BUTTONS);
  return (
    <>
      <div className="commands" role="group" aria-label={t('commands')} data-testid="commands">
        {first.map((name, index) => (
          <Button
            key={name}
            type={index === 0 ? 'primary' : 'default'}
            danger={COMMANDS[name]?.danger}
            data-testid={`command-${name}`}
            loading={direct.isPending && direct.name === name}
            disabled={direct.isPending}
            onClick={() => give(name)}
          >
            {t(`command.${name}`)}
          </Button>
        ))}
        {rest.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: rest.map((name) => ({
                key: name,
                danger: COMMANDS[name]?.danger,
                label: <span data-testid={`command-${name}`}>{t(`command.${name}`)}</span>,
              })),
              onClick: ({ key }) => give(key),
            }}
          >
            <Button data-testid="commands-more">
              {t('moreCommands')} <DownOutlined />
            </Button>
          </Dropdown>
        )}
      </div>
      {direct.conflict ? (
        <ConflictAlert conflict={direct.conflict} command={direct.name} names={names} onContinue={direct.again} />
      ) : (
        <ProblemAlert error={direct.error} />
      )}
      {open && (
        <CommandDialog key={open} name={open} detail={detail} names={names} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}
