import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import { previewDeadlines } from '../../api/deadlines';
import { Problem } from '../../api/http';
import { PRIORITIES } from '../../api/types';
import { PageHead } from '../../common/page-head';
import { ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';
import { addTexts } from '../../i18n/setup';
import { asLocalInput } from '../case/commands/fields';
import { useNames } from '../directory';
import { Answer } from './answer';
import { lastCoveredDay, questionOf, type TryForm } from './question';
import en from './texts.en.json';
import zh from './texts.zh.json';

addTexts('try', zh, en);

/** When something would be due: for trying a calendar or a policy. Nothing is stored. */
export function TryDeadlinesPage() {
  const { t } = useWords('try');
  const names = useNames();
  const [by, setBy] = useState<'priority' | 'minutes'>('priority');
  const trial = useMutation({ mutationFn: (form: TryForm) => previewDeadlines(questionOf(by, form)) });
  const uncovered = trial.error instanceof Problem ? lastCoveredDay(trial.error) : undefined;
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <div className="chart-columns">
        <section className="panel" aria-label={t('title')}>
          <Form<TryForm>
            layout="vertical"
            initialValues={{ startAt: asLocalInput(new Date().toISOString()), priority: 'P3', hours: 8, pauses: [] }}
            onFinish={(form) => trial.mutate(form)}
          >
            <Form.Item name="parkCode" label={t('park')} rules={[{ required: true, message: t('parkRequired') }]}>
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                data-testid="try-park"
                options={names.parks.map((one) => ({
                  value: one.code,
                  label: `${names.parkName(one.code)} (${one.code})`,
                }))}
              />
            </Form.Item>
            <Form.Item name="startAt" label={t('startAt')} rules={[{ required: true, message: t('startRequired') }]}>
              <Input type="datetime-local" data-testid="try-start" />
            </Form.Item>
            <Form.Item label={t('what')}>
              <Segmented
                value={by}
                onChange={setBy}
                data-testid="try-by"
                options={(['priority', 'minutes'] as const).map((value) => ({ value, label: t(`by.${value}`) }))}
              />
            </Form.Item>
            {by === 'minutes' ? (
              <Form.Item name="hours" label={t('hours')} rules={[{ required: true, message: t('hoursRequired') }]}>
                <InputNumber className="wide" min={0} max={10_000} step={0.5} data-testid="try-hours" />
              </Form.Item>
            ) : (
              <CaseFields />
            )}
            <Form.Item name="allowProvisional" valuePropName="checked">
              <Checkbox data-testid="try-provisional">{t('allowProvisional')}</Checkbox>
            </Form.Item>
            <Button type="primary" htmlType="submit" loading={trial.isPending} data-testid="try-submit">
              {t('submit')}
            </Button>
          </Form>
        </section>
        <section className="panel" aria-label={t('answer')} aria-live="polite">
          <h2>{t('answer')}</h2>
          <ProblemAlert error={trial.error}>{uncovered && t('beyond', { date: uncovered })}</ProblemAlert>
          {trial.data ? <Answer answer={trial.data} /> : !trial.error && <p className="quiet">{t('noAnswer')}</p>}
        </section>
      </div>
    </>
  );
}

/** What the clocks of a case depend on. */
function CaseFields() {
  const { t, word } = useWords('try');
  return (
    <>
      <Form.Item name="priority" label={t('priority')}>
        <Select
          data-testid="try-priority"
          options={PRIORITIES.map((value) => ({ value, label: word('priority', value) }))}
        />
      </Form.Item>
      <Form.List name="pauses">
        {(rows, { add, remove }) => (
          <Form.Item label={t('pauses')}>
            {rows.map(({ key, name }) => (
              <div key={key} className="try-pause">
                <Form.Item name={[name, 'from']} noStyle>
                  <Input type="datetime-local" aria-label={t('pauseFrom')} />
                </Form.Item>
                <Form.Item name={[name, 'to']} noStyle>
                  <Input type="datetime-local" aria-label={t('pauseTo')} />
                </Form.Item>
                <Button onClick={() => remove(name)}>{t('removePause')}</Button>
              </div>
            ))}
            <Button onClick={() => add({})} data-testid="try-add-pause">
              {t('addPause')}
            </Button>
          </Form.Item>
        )}
      </Form.List>
    </>
  );
}
