import { useMutation } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import {
  CLOCK_NAMES,
  previewApplication,
  previewDeadlines,
  type PolicyContent,
  type PreviewedClock,
} from '../../api/deadlines';
import { PRIORITIES, type Priority } from '../../api/types';
import { ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';
import { useNames } from '../directory';
import { asLocalInput } from '../case/commands/fields';
import { Effect } from './effect';

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

/** What a draft would do to a new case and to clocks that run: nothing is stored. Without a draft there is none to try. */
export function DraftEffect({ draft }: { draft: PolicyContent | undefined }) {
  const { t } = useWords('policies');
  return (
    <div data-testid="draft-effect">
      <h3>{t('effect')}</h3>
      {!draft && <p className="quiet">{t('fixToTry')}</p>}
      <FreshCase draft={draft} />
      <RunningClocks draft={draft} />
    </div>
  );
}

function FreshCase({ draft }: { draft: PolicyContent | undefined }) {
  const { t } = useWords('policies');
  const names = useNames();
  const [park, setPark] = useState<string>();
  const [start, setStart] = useState(() => asLocalInput(new Date().toISOString()));
  const parkCode = park ?? names.parks[0]?.code ?? '';
  const trial = useMutation({
    mutationFn: (tried: PolicyContent) => compare(parkCode, new Date(start).toISOString(), tried),
  });
  return (
    <>
      <h4>{t('fresh')}</h4>
      <p className="quiet">{t('effectHint')}</p>
      <div className="page-filters">
        <Select
          className="park-filter"
          data-testid="draft-park"
          aria-label={t('scope.parkCode')}
          value={parkCode || undefined}
          onChange={(code: string) => {
            trial.reset();
            setPark(code);
          }}
          options={names.parks.map((one) => ({ value: one.code, label: names.parkName(one.code) }))}
        />
        <Input
          type="datetime-local"
          className="moment"
          aria-label={t('receivedAt')}
          value={start}
          onChange={({ target }) => {
            trial.reset();
            setStart(target.value);
          }}
        />
        <Button
          disabled={!draft || !parkCode || !start}
          loading={trial.isPending}
          data-testid="draft-try"
          onClick={() => draft && trial.mutate(draft)}
        >
          {t('tryDraft')}
        </Button>
      </div>
      <ProblemAlert error={trial.error} />
      {/* An answer is of the draft that was asked about. */}
      {trial.data && trial.variables === draft && <Comparison deadlines={trial.data} />}
    </>
  );
}

function RunningClocks({ draft }: { draft: PolicyContent | undefined }) {
  const { t } = useWords('policies');
  const names = useNames();
  const [park, setPark] = useState<string>();
  const preview = useMutation({
    mutationFn: (tried: PolicyContent) => previewApplication({ parkCode: park, draftPolicy: tried }),
  });
  return (
    <>
      <h4>{t('running')}</h4>
      <p className="quiet">{t('runningHint')}</p>
      <div className="page-filters">
        <Select
          allowClear
          className="park-filter"
          data-testid="draft-running-park"
          aria-label={t('scope.parkCode')}
          placeholder={t('any.parkCode')}
          value={park}
          onChange={(code: string | undefined) => {
            preview.reset();
            setPark(code);
          }}
          options={names.parks.map((one) => ({ value: one.code, label: names.parkName(one.code) }))}
        />
        <Button
          disabled={!draft}
          loading={preview.isPending}
          data-testid="draft-running-try"
          onClick={() => draft && preview.mutate(draft)}
        >
          {t('runningTry')}
        </Button>
      </div>
      <ProblemAlert error={preview.error} />
      {preview.data && preview.variables === draft && <Effect effect={preview.data} testId="draft-running-effect" />}
    </>
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
