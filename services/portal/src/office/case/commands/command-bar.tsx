import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { ProblemAlert } from '../../../common/page-states';
import { useWords } from '../../../common/use-words';
import { COMMANDS, offered } from './catalog';
import { useGive } from './give';
import { ConflictAlert } from './conflict-alert';

/** Exactly the commands that the server says this person may give now. */
export function CommandBar() {
  const { t } = useWords('case');
  const { detail, names, give, direct } = useGive();
  const one = detail.case;
  const { bar, menu } = offered(detail.commands, { state: one.state, contacted: one.firstContactAt !== undefined });
  return (
    <>
      {bar.length + menu.length === 0 && <p className="quiet command-none">{t('noCommands')}</p>}
      <div className="commands" role="group" aria-label={t('commands')} data-testid="commands">
        {bar.map((name, index) => (
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
        {menu.length > 0 && (
          <Dropdown
            trigger={['click']}
            classNames={{ root: 'command-menu' }}
            menu={{
              items: menu.map(({ matter, commands }) => ({
                key: matter,
                type: 'group',
                label: t(`matter.${matter}`),
                children: commands.map((name) => ({
                  key: name,
                  danger: COMMANDS[name]?.danger,
                  label: <span data-testid={`command-${name}`}>{t(`command.${name}`)}</span>,
                })),
              })),
              onClick: ({ key }) => give(key),
            }}
          >
            <Button data-testid="commands-more" disabled={direct.isPending}>
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
    </>
  );
}
