import { useMutation } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { previewApplication, type PolicyContent } from '../../api/deadlines';
import { ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';
import { useNames } from '../directory';
import { Effect } from './effect';
import { FreshCase } from './fresh-case';

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
