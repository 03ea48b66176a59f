import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input, Rate } from 'antd';
import { useState } from 'react';
import { rateComplaint, type TrackingKey } from '../../api/complaints';
import { createIntention } from '../../api/ids';
import type { NewRating } from '../../api/types';
import { ChoiceCards } from '../../common/choice-cards';
import { ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';

const RESOLVED = ['yes', 'partly', 'no'] as const;
/** The case follows a rating through two services; it is looked at again until then. */
const FOLLOW_UP_MS = [600, 2000, 5000];

/** Solved or not, and how satisfied. "No" brings the case back. */
export function RatingForm({ tracking, onDone }: { tracking: TrackingKey; onDone: () => void }) {
  const { t } = useWords('track');
  const { message } = App.useApp();
  const [keyFor] = useState(() => createIntention());
  const [form] = Form.useForm<NewRating>();
  const resolved = Form.useWatch('resolved', form);
  const sending = useMutation({
    mutationFn: (rating: NewRating) => rateComplaint(tracking, rating, keyFor(rating)),
    onSuccess: (answer) => {
      void message.success(t(`consequence.${answer.consequence}`));
      onDone();
      for (const delay of FOLLOW_UP_MS) setTimeout(onDone, delay);
    },
  });
  const submit = ({ comment, ...rating }: NewRating): void =>
    sending.mutate(comment?.trim() ? { ...rating, comment: comment.trim() } : rating);
  if (sending.isSuccess) {
    return (
      <section
        className="panel asked"
        data-testid="rating-done"
        data-consequence={sending.data.consequence}
        role="status"
      >
        <h2>{t('ratingThanks')}</h2>
        <p>{t(`consequence.${sending.data.consequence}`)}</p>
      </section>
    );
  }
  return (
    <section className="panel asked" aria-labelledby="rating-title">
      <h2 id="rating-title">{t('ratingTitle')}</h2>
      <Form<NewRating> form={form} layout="vertical" requiredMark={false} onFinish={submit} data-testid="rating-form">
        <Form.Item
          name="resolved"
          label={t('ratingResolved')}
          rules={[{ required: true, message: t('ratingResolvedRequired') }]}
        >
          <ChoiceCards
            compact
            testId="rating-resolved"
            label={t('ratingResolved')}
            options={RESOLVED.map((value) => ({ value, title: t(`resolved.${value}`) }))}
          />
        </Form.Item>
        {resolved === 'no' && <p className="note">{t('ratingNoHint')}</p>}
        <Form.Item
          name="satisfaction"
          label={t('ratingSatisfaction')}
          rules={[{ required: true, type: 'number', min: 1, message: t('ratingSatisfactionRequired') }]}
        >
          <Stars />
        </Form.Item>
        <Form.Item name="comment" label={t('ratingComment')} rules={[{ max: 2000, message: t('tooLong') }]}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} data-testid="rating-comment" />
        </Form.Item>
        <ProblemAlert error={sending.error} />
        <Button
          type="primary"
          htmlType="submit"
          size="large"
          block
          loading={sending.isPending}
          data-testid="rating-submit"
        >
          {t('ratingSubmit')}
        </Button>
      </Form>
    </section>
  );
}

/** The form's field attributes are left out: `aria-required` is not allowed on a group of stars. */
function Stars({ value, onChange }: { value?: number; onChange?: (stars: number) => void }) {
  const { t } = useWords('track');
  return (
    <Rate
      data-testid="rating-stars"
      className="stars"
      value={value}
      onChange={onChange}
      tooltips={[1, 2, 3, 4, 5].map((stars) => t(`stars.${stars}`))}
    />
  );
}
