import { Alert, Button } from 'antd';
import { useWords, type Words } from '../../../common/use-words';
import type { Names } from '../../directory';
import { changesBetween, entriesSince, type Changed } from './changes';
import type { Conflict } from './use-command';

interface Props {
  conflict: Conflict;
  command: string | undefined;
  names: Names;
  onContinue: () => void;
}

/** Someone was faster: what changed, and whether the command is still possible. */
export function ConflictAlert({ conflict, command, names, onContinue }: Props) {
  const words = useWords('case');
  const { t, dateTime } = words;
  const changes = changesBetween(conflict.seen, conflict.now.case);
  const entries = entriesSince(conflict.seen, conflict.now);
  const stillPossible = command !== undefined && conflict.now.commands.includes(command);
  return (
    <Alert
      type="warning"
      showIcon
      className="form-problem"
      data-testid="conflict"
      role="alert"
      title={t('conflict')}
      description={
        <>
          <ul className="changes">
            {changes.map((change) => (
              <li key={change.field}>
                {t(`watched.${change.field}`)}: {valueOf(change, change.from, names, words)} →{' '}
                <strong>{valueOf(change, change.to, names, words)}</strong>
              </li>
            ))}
            {entries.map((entry) => (
              <li key={entry.seq}>
                {dateTime(entry.at)} {t(`entry.${entry.type}`, { defaultValue: entry.type })}{' '}
                {names.staffName(entry.actor.id)}
              </li>
            ))}
          </ul>
          {stillPossible ? (
            <Button size="small" onClick={onContinue} data-testid="conflict-continue">
              {t('conflictContinue')}
            </Button>
          ) : (
            <p>{t('conflictOver')}</p>
          )}
        </>
      }
    />
  );
}

function valueOf({ field }: Changed, value: string | undefined, names: Names, { t, word }: Words): string {
  if (!value) return t('words:status.none');
  if (field === 'unitId') return names.unitName(value);
  if (field === 'handlerId') return names.staffName(value);
  return word(field, value);
}
