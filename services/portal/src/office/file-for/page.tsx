import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Select } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { fileComplaint } from '../../api/complaints';
import { createIntention } from '../../api/ids';
import type { Channel, FiledComplaint, NewComplaint } from '../../api/types';
import { CATEGORIES } from '../../common/categories';
import { toComplaint, type ComplaintForm } from '../../common/complaint-body';
import { COMPLAINT_FIELDS, IdentityFields, MatterFields, ParkField } from '../../common/complaint-fields';
import { CopyButton } from '../../common/copy-button';
import { PageHead } from '../../common/page-head';
import { ProblemAlert } from '../../common/page-states';
import { placeAtField } from '../../common/place-at-field';
import { useSession } from '../../common/use-session';
import { useWords } from '../../common/use-words';
import { addTexts } from '../../i18n/setup';
import { useNames } from '../directory';
import en from './texts.en.json';
import zh from './texts.zh.json';

addTexts('fileFor', zh, en);

/** How a complaint reaches a member of staff. */
const STAFF_CHANNELS: readonly Channel[] = ['phone', 'walk_in', 'wechat', 'email', 'patrol'];
type Fields = ComplaintForm & { channel: Channel };

/** Filing what someone says at the telephone or the counter. */
export function FileForPage() {
  const { t, word, problem, language } = useWords('fileFor');
  const names = useNames();
  const person = useSession()?.person;
  const [form] = Form.useForm<Fields>();
  const [keyFor, setKeyFor] = useState(() => createIntention());
  const sending = useRef(false);
  const [elsewhere, setElsewhere] = useState<unknown>();
  const filing = useMutation({
    mutationFn: (body: NewComplaint) => fileComplaint(body, keyFor(body), true),
    onError: (error) => {
      if (!placeAtField(form, error, COMPLAINT_FIELDS, problem(error))) setElsewhere(error);
    },
    onSettled: () => {
      sending.current = false;
    },
  });
  const submit = ({ channel, ...values }: Fields): void => {
    if (sending.current) return;
    sending.current = true;
    setElsewhere(undefined);
    filing.mutate(toComplaint(values, channel, language));
  };
  const another = (): void => {
    form.resetFields();
    filing.reset();
    // The same words of somebody else are another complaint.
    setKeyFor(() => createIntention());
  };
  if (filing.data) return <Filed filed={filing.data} onAnother={another} />;

  return (
    <div className="narrow">
      <PageHead title={t('title')} hint={t('lead')} />
      <Form<Fields>
        form={form}
        layout="vertical"
        className="public-form"
        data-testid="file-form"
        requiredMark={false}
        scrollToFirstError={{ block: 'center', focus: true }}
        initialValues={{
          channel: 'phone',
          kind: 'complaint',
          identity: 'named',
          parkCode: person?.parkCodes.length === 1 ? person.parkCodes[0] : undefined,
        }}
        onFinish={submit}
      >
        <section className="panel">
          <h2>{t('matter')}</h2>
          <Form.Item name="channel" label={t('channel')}>
            <Select
              size="large"
              data-testid="file-channel"
              options={STAFF_CHANNELS.map((channel) => ({ value: channel, label: word('channel', channel) }))}
            />
          </Form.Item>
          <ParkField parks={names.parks} loading={!names.data} />
          <MatterFields about="other" />
          <Form.Item name="categoryHint" label={t('hint')} extra={t('hintText')}>
            <Select
              allowClear
              size="large"
              data-testid="file-hint"
              options={Object.keys(CATEGORIES).map((code) => ({ value: code, label: word('category', code) }))}
            />
          </Form.Item>
        </section>
        <section className="panel">
          <h2>{t('person')}</h2>
          <IdentityFields about="other" />
        </section>
        <ProblemAlert error={elsewhere} />
        <Button type="primary" htmlType="submit" size="large" loading={filing.isPending} data-testid="file-submit">
          {t('submit')}
        </Button>
      </Form>
    </div>
  );
}

function Filed({ filed, onAnother }: { filed: FiledComplaint; onAnother: () => void }) {
  const { t } = useWords('fileFor');
  return (
    <div className="narrow">
      <section className="panel filed">
        <h1>{t('done')}</h1>
        <Alert type="info" showIcon title={t('tell')} />
        <dl className="keep">
          <div>
            <dt>{t('number')}</dt>
            <dd data-testid="result-number">{filed.number}</dd>
            <CopyButton text={filed.number} label={t('number')} testId="copy-number" />
          </div>
          <div>
            <dt>{t('code')}</dt>
            <dd data-testid="result-code" className="code">
              {filed.trackingCode}
            </dd>
            <CopyButton text={filed.trackingCode} label={t('code')} testId="copy-code" />
          </div>
        </dl>
        <div className="pair">
          <Link to={`/office/cases/${filed.number}`}>
            <Button size="large" block>
              {t('open')}
            </Button>
          </Link>
          <Button type="primary" size="large" onClick={onAnother}>
            {t('another')}
          </Button>
        </div>
      </section>
    </div>
  );
}
