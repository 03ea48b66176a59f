import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { applyToRunning, previewApplication, type Application } from '../../api/deadlines';
import { createIntention } from '../../api/ids';
import { ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';
import { useNames } from '../directory';
import { Effect } from './effect';
import { useApplications } from './queries';

/** Applies the newest rules and calendars to clocks that run: looked at first, with a reason, and recorded. */
export function ApplyToRunning({ version }: { version: number }) {
  const { t } = useWords('policies');
  const names = useNames();
  const queries = useQueryClient();
  const [park, setPark] = useState<string>();
  const [keyFor] = useState(() => createIntention());
  const preview = useMutation({ mutationFn: () => previewApplication({ parkCode: park }) });
  const applying = useMutation({
    mutationFn: (reason: string) => {
      const body = { parkCode: park, reason };
      return applyToRunning(body, keyFor({ ...body, version }));
    },
    onSuccess: () => {
      preview.reset();
      void queries.invalidateQueries({ queryKey: ['applications'] });
    },
  });
  return (
    <section className="panel" aria-labelledby="apply" data-testid="apply">
      <h2 id="apply">{t('apply')}</h2>
      <p className="quiet">{t('applyHint')}</p>
      <div className="page-filters">
        <Select
          allowClear
          className="park-filter"
          aria-label={t('scope.parkCode')}
          placeholder={t('any.parkCode')}
          value={park}
          onChange={(code: string | undefined) => {
            preview.reset();
            setPark(code);
          }}
          options={names.parks.map((one) => ({ value: one.code, label: names.parkName(one.code) }))}
        />
        <Button loading={preview.isPending} data-testid="apply-preview" onClick={() => preview.mutate()}>
          {t('previewApply')}
        </Button>
      </div>
      <ProblemAlert error={preview.error ?? applying.error} />
      {preview.data && (
        <>
          <Effect effect={preview.data} testId="apply-effect" />
          <Form layout="vertical" onFinish={({ reason }: { reason: string }) => applying.mutate(reason.trim())}>
            <Form.Item
              name="reason"
              label={t('reason')}
              rules={[{ required: true, whitespace: true, max: 500, message: t('reasonRequired') }]}
            >
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} data-testid="apply-reason" />
            </Form.Item>
            <Button type="primary" danger htmlType="submit" loading={applying.isPending} data-testid="apply-submit">
              {t('applyNow')}
            </Button>
          </Form>
        </>
      )}
      <Applications />
    </section>
  );
}

function Applications() {
  const { t, dateTime } = useWords('policies');
  const names = useNames();
  const { data = [] } = useApplications();
  if (data.length === 0) return null;
  const where = (one: Application): string => (one.parkCode ? names.parkName(one.parkCode) : t('any.parkCode'));
  return (
    <>
      <h3>{t('applications')}</h3>
      <ul className="changes" data-testid="applications">
        {data.map((one) => (
          <li key={one.id}>
            {dateTime(one.at)} {names.staffName(one.by)} · {t('versionOf', { version: one.policyVersion })} ·{' '}
            {where(one)} · {t(one.finished ? 'appliedTo' : 'applyingTo', { count: one.casesDone })}
            <div className="quiet">{one.reason}</div>
            <SetAside application={one} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Cases that keep their rules because they could not be measured: somebody has to look at them. */
function SetAside({ application: { setAside, casesSetAside } }: { application: Application }) {
  const { t } = useWords('policies');
  if (setAside === 0) return null;
  return (
    <div className="field-warning" data-testid="set-aside">
      {t('setAside', { count: setAside })}{' '}
      {casesSetAside.map(({ caseId, number }) =>
        number ? (
          <Link key={caseId} to={`/office/cases/${number}`} className="in-text set-aside-case">
            {number}
          </Link>
        ) : null,
      )}
    </div>
  );
}
