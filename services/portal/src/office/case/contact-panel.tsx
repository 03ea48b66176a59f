import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { getContact, revealContact } from '../../api/office';
import type { Case, Contact } from '../../api/types';
import { Failed, Loading, ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';

/**
 * How to reach the complainant: masked, and in full only with a reason, which is recorded.
 * The full data live in this component only and are gone when the page is left.
 */
export function ContactPanel({ one }: { one: Case }) {
  const { t, word } = useWords('case');
  const hasContact = one.hasContact !== false && one.identity !== 'anonymous';
  const masked = useQuery({
    queryKey: ['contact', one.number],
    queryFn: ({ signal }) => getContact(one.number, signal),
    enabled: hasContact,
  });
  const [asking, setAsking] = useState(false);
  const revealing = useMutation({
    mutationFn: (reason: string) => revealContact(one.number, reason),
    onSuccess: () => setAsking(false),
    gcTime: 0,
  });
  const contact = revealing.data?.contact ?? masked.data?.contact;
  const inFull = revealing.data !== undefined && !revealing.data.masked;
  return (
    <section className="panel" aria-labelledby="contact">
      <div className="panel-head">
        <h2 id="contact">{t('contact')}</h2>
        <span className={`tag ${one.identity === 'named' ? 'tone-info' : 'tone-near'}`}>
          {word('identity', one.identity)}
        </span>
      </div>
      {one.identity === 'confidential' && <p className="quiet">{t('confidential')}</p>}
      {!hasContact && <p className="quiet">{t('noContact')}</p>}
      {hasContact && masked.isPending && <Loading rows={2} />}
      {hasContact && masked.isError && <Failed error={masked.error} onRetry={() => void masked.refetch()} />}
      {contact && <ContactLines contact={contact} inFull={inFull} />}
      {masked.isSuccess && !contact && <p className="quiet">{t('noContact')}</p>}
      {contact && !inFull && !asking && (
        <Button size="small" data-testid="reveal-open" onClick={() => setAsking(true)}>
          {t('reveal')}
        </Button>
      )}
      {asking && (
        <Form
          layout="vertical"
          size="small"
          onFinish={({ reason }: { reason: string }) => revealing.mutate(reason.trim())}
        >
          <Form.Item
            name="reason"
            label={t('revealReason')}
            extra={t('revealHint')}
            rules={[{ required: true, whitespace: true, min: 5, max: 500, message: t('revealReasonRequired') }]}
          >
            <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 4 }} data-testid="reveal-reason" />
          </Form.Item>
          <ProblemAlert error={revealing.error} />
          <div className="pair">
            <Button onClick={() => setAsking(false)}>{t('words:act.cancel')}</Button>
            <Button type="primary" htmlType="submit" loading={revealing.isPending} data-testid="reveal-submit">
              {t('reveal')}
            </Button>
          </div>
        </Form>
      )}
    </section>
  );
}

function ContactLines({ contact, inFull }: { contact: Contact; inFull: boolean }) {
  const { t, word } = useWords('case');
  return (
    <dl className="facts" data-testid="contact" data-masked={!inFull}>
      {(['name', 'phone', 'email'] as const).map(
        (field) =>
          contact[field] && (
            <div key={field}>
              <dt>{t(`contactField.${field}`)}</dt>
              <dd>
                {inFull && field === 'phone' ? <a href={`tel:${contact.phone}`}>{contact.phone}</a> : contact[field]}
              </dd>
            </div>
          ),
      )}
      {contact.preferredChannel && (
        <div>
          <dt>{t('contactField.preferred')}</dt>
          <dd>{word('means', contact.preferredChannel)}</dd>
        </div>
      )}
    </dl>
  );
}
