import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { answerComplaint, type TrackingKey } from '../../api/complaints';
import { createIntention } from '../../api/ids';
import type { TrackedComplaint } from '../../api/types';
import { ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';

interface Props {
  complaint: TrackedComplaint;
  tracking: TrackingKey;
  /** We have asked something and wait for it. */
  urgent: boolean;
  onDone: (next: TrackedComplaint) => void;
}

/** The complainant's own words: the answer to a question, or something to add. */
export function AnswerForm({ complaint, tracking, urgent, onDone }: Props) {
  const { t } = useWords('track');
  const { message } = App.useApp();
  const [form] = Form.useForm<{ text: string }>();
  const [keyFor, setKeyFor] = useState(() => createIntention());
  const [open, setOpen] = useState(false);
  const sending = useMutation({
    mutationFn: (text: string) => answerComplaint(tracking, text, keyFor({ text })),
    onSuccess: (next) => {
      form.resetFields();
      setOpen(false);
      // The same words said again later are another answer.
      setKeyFor(() => createIntention());
      void message.success(t('answerSent'));
      onDone(next);
    },
  });
  const question = [...complaint.timeline].reverse().find((entry) => entry.type === 'ComplainantAwaited')?.text;
  if (!urgent && !open) {
    return (
      <Button block size="large" className="stack-gap" data-testid="track-answer-open" onClick={() => setOpen(true)}>
        {t('add')}
      </Button>
    );
  }
  return (
    <section className={urgent ? 'panel asked' : 'panel'} aria-labelledby="ask-title">
      <h2 id="ask-title">{urgent ? t('asked') : t('add')}</h2>
      {urgent && question && (
        <blockquote className="free-text" data-testid="track-question">
          {question}
        </blockquote>
      )}
      <Form form={form} layout="vertical" disabled={sending.isPending} onFinish={({ text }) => sending.mutate(text)}>
        <Form.Item
          name="text"
          label={t('yourAnswer')}
          rules={[
            { required: true, whitespace: true, message: t('answerRequired') },
            { max: 5000, message: t('tooLong') },
          ]}
        >
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} data-testid="track-answer-text" />
        </Form.Item>
        <ProblemAlert error={sending.error} />
        <Button
          type="primary"
          htmlType="submit"
          size="large"
          block
          loading={sending.isPending}
          data-testid="track-answer-submit"
        >
          {t('answerSubmit')}
        </Button>
      </Form>
    </section>
  );
}
