import { useMutation } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { CLOCK_NAMES, previewDeadlines, type PolicyContent, type PreviewedClock } from '../../api/deadlines';
import { PRIORITIES, type Priority } from '../../api/types';
import { ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';
import { useNames } from '../directory';
import { asLocalInput } from '../case/commands/fields';

type Deadlines = Partial<Record<Priority, { before: PreviewedClock[]; after: PreviewedClock[] }>>;

/** Deadlines of one case for each priority, by the rules in force and by the draft. */
async function compare(parkCode: string, startAt: string, draftPolicy: PolicyContent): Promise<Deadlines> {
  const rows = await Promise.all(
    PRIORITIES.map(async (priority) => {
      const question = { parkCode, startAt, priority, allowProvisional: true };
      const [before, after] = await Promise.all([
        previewDeadlines(question),
        previewDeadlines({ ...question, draftPolicy }),
      ]);
      return [priority, { before: before.clocks ?? [], after: after.clocks ?? [] }] as const;
    }),
  );
  return Object.fromEntries(rows);
}

/** What a draft would do to a case that comes in at a given moment: nothing is stored. */
export function DraftEffect({ draft }: { draft: PolicyContent }) {
  const { t } = useWords('policies');
  const names = useNames();
  const [park, setPark] = useState<string>();
  const [start, setStart] = useState(() => asLocalInput(new Date().toISOString()));
  const parkCode = park ?? names.parks[0]?.code ?? '';
  const trial = useMutation({ mutationFn: () => compare(parkCode, new Date(start).toISOString(), draft) });
  return (
    <div data-testid="draft-effect">
      <h3>{t('effect')}</h3>
      <p className="quiet">{t('effectHint')}</p>
      <div className="page-filters">
        <Select
          className="park-filter"
          data-testid="draft-park"
          aria-label={t('scope.parkCode')}
          value={parkCode || undefined}
          onChange={setPark}
          options={names.parks.map((one) => ({ value: one.code, label: names.parkName(one.code) }))}
        />
        <Input
          type="datetime-local"
          className="moment"
          aria-label={t('receivedAt')}
          value={start}
          onChange={({ target }) => setStart(target.value)}
        />
        <Button
          disabled={!parkCode || !start}
          loading={trial.isPending}
          data-testid="draft-try"
          onClick={() => trial.mutate()}
        >
          {t('tryDraft')}
        </Button>
      </div>
      <ProblemAlert error={trial.error} />
      {trial.data && <Comparison deadlines={trial.data} />}
    </div>
  );
}

function Comparison({ deadlines }: { deadlines: Deadlines }) {
  const { t, word, dateTime } = useWords('policies');
  const find = (clocks: readonly PreviewedClock[] | undefined, name: string): string =>
    dateTime(clocks?.find((clock) => clock.name === name)?.dueAt) || '—';
  return (
    <div className="scrolls">
      <table className="allowances" data-testid="comparison">
        <thead>
          <tr>
            <th scope="col">{t('clock')}</th>
            {PRIORITIES.map((priority) => (
              <th key={priority} scope="col">
                {priority}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {CLOCK_NAMES.map((name) => (
            <tr key={name}>
              <th scope="row">{word('clock', name)}</th>
              {PRIORITIES.map((priority) => {
                const before = find(deadlines[priority]?.before, name);
                const after = find(deadlines[priority]?.after, name);
                return (
                  <td key={priority}>
                    {before === after ? (
                      before
                    ) : (
                      <>
                        <del>{before}</del> <strong>{after}</strong>
                      </>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
