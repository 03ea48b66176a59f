import { useMutation } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { fileComplaint } from '../../api/complaints';
import { createIntention } from '../../api/ids';
import type { NewComplaint } from '../../api/types';
import { channelOf, toComplaint, type ComplaintForm } from '../../common/complaint-body';
import { COMPLAINT_FIELDS, IdentityFields, MatterFields, ParkField } from '../../common/complaint-fields';
import { Failed, ProblemAlert } from '../../common/page-states';
import { placeAtField } from '../../common/place-at-field';
import { useWords } from '../../common/use-words';
import { addTexts } from '../../i18n/setup';
import { useParks } from '../queries';
import en from './texts.en.json';
import zh from './texts.zh.json';

addTexts('file', zh, en);

/** The form that complainants fill in. */
export function FilePage() {
  const { t, problem, language } = useWords('file');
  const [search] = useSearchParams();
  const park = search.get('park');
  const parks = useParks();
  const navigate = useNavigate();
  const [form] = Form.useForm<ComplaintForm>();
  const [keyFor] = useState(() => createIntention());
  // A second tap comes before React has drawn the button as busy.
  const sending = useRef(false);
  const [elsewhere, setElsewhere] = useState<unknown>();

  useEffect(() => {
    const known = parks.data?.find((candidate) => candidate.code === park?.toUpperCase());
    if (known && !form.getFieldValue('parkCode')) form.setFieldValue('parkCode', known.code);
  }, [parks.data, park, form]);

  const filing = useMutation({
    mutationFn: (body: NewComplaint) => fileComplaint(body, keyFor(body)),
    onSuccess: (filed) => navigate('/filed', { replace: true, state: filed }),
    onError: (error) => {
      if (!placeAtField(form, error, COMPLAINT_FIELDS, problem(error))) setElsewhere(error);
    },
    onSettled: () => {
      sending.current = false;
    },
  });
  const submit = (values: ComplaintForm): void => {
    if (sending.current) return;
    sending.current = true;
    setElsewhere(undefined);
    filing.mutate(toComplaint(values, channelOf(search.get('channel'), park), language));
  };

  return (
    <>
      <h1>{t('title')}</h1>
      {parks.isError && <Failed error={parks.error} onRetry={() => void parks.refetch()} />}
      <Form<ComplaintForm>
        form={form}
        layout="vertical"
        className="public-form"
        data-testid="file-form"
        requiredMark={false}
        scrollToFirstError={{ block: 'center', focus: true }}
        initialValues={{ kind: 'complaint', identity: 'named' }}
        onFinish={submit}
      >
        <section className="panel" aria-label={t('matter')}>
          <h2>{t('matter')}</h2>
          <ParkField parks={parks.data ?? []} loading={parks.isPending} />
          <MatterFields />
        </section>
        <section className="panel" aria-label={t('person')}>
          <h2>{t('person')}</h2>
          <IdentityFields />
        </section>
        <ProblemAlert error={elsewhere} />
        <Button
          type="primary"
          htmlType="submit"
          size="large"
          block
          loading={filing.isPending}
          disabled={parks.isError}
          data-testid="file-submit"
        >
          {t('submit')}
        </Button>
        <p className="quiet after-submit">{t('afterSubmit')}</p>
      </Form>
    </>
  );
}
