import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input } from 'antd';
import { useState } from 'react';
import { importCalendar, type Calendar, type Imported } from '../../api/deadlines';
import { ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';

/** Takes holidays and make-up workdays from an .ics file: what would change is shown before it is changed. */
export function ImportHolidays({ calendar }: { calendar: Calendar }) {
  const { t } = useWords('calendars');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [icalendar, setText] = useState<string>();
  const [coveredUntil, setUntil] = useState('');
  const body = {
    icalendar: icalendar ?? '',
    coveredUntil: coveredUntil || undefined,
    expectedVersion: calendar.version,
  };
  const trial = useMutation({ mutationFn: () => importCalendar(calendar.id, { ...body, dryRun: true }) });
  const taking = useMutation({
    mutationFn: () => importCalendar(calendar.id, body),
    onSuccess: () => {
      void message.success(t('imported'));
      void queries.invalidateQueries({ queryKey: ['calendars'] });
      void queries.invalidateQueries({ queryKey: ['coverage'] });
    },
  });
  const choose = async (file: File | undefined): Promise<void> => {
    trial.reset();
    setText(file && (await file.text()));
  };
  return (
    <section className="panel" aria-labelledby="import">
      <h2 id="import">{t('import')}</h2>
      <p className="quiet">{t('importHint')}</p>
      <div className="import-fields">
        <label>
          {t('file')}
          <input
            type="file"
            accept=".ics,text/calendar"
            data-testid="import-file"
            onChange={({ target }) => void choose(target.files?.[0])}
          />
        </label>
        <label>
          {t('until')}
          <Input
            type="date"
            value={coveredUntil}
            data-testid="import-until"
            onChange={({ target }) => {
              trial.reset();
              setUntil(target.value);
            }}
          />
        </label>
      </div>
      <Button disabled={!icalendar} loading={trial.isPending} data-testid="import-try" onClick={() => trial.mutate()}>
        {t('tryImport')}
      </Button>
      <ProblemAlert error={trial.error ?? taking.error} />
      {trial.data && (
        <>
          <Effect effect={trial.data} />
          <Button type="primary" loading={taking.isPending} data-testid="import-take" onClick={() => taking.mutate()}>
            {t('takeImport')}
          </Button>
        </>
      )}
    </section>
  );
}

function Effect({ effect }: { effect: Imported }) {
  const { t } = useWords('calendars');
  return (
    <Alert
      type="info"
      className="form-problem"
      data-testid="import-effect"
      title={t('wouldChange')}
      description={
        <dl className="facts">
          {(['added', 'changed', 'unchanged', 'ignored'] as const).map((what) => (
            <div key={what}>
              <dt>{t(`effect.${what}`)}</dt>
              <dd>
                {effect[what].length} {effect[what].length > 0 && <small>{effect[what].join(', ')}</small>}
              </dd>
            </div>
          ))}
        </dl>
      }
    />
  );
}
