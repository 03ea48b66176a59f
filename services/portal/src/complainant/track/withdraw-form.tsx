import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { withdrawComplaint, type TrackingKey } from '../../api/complaints';
import { createIntention } from '../../api/ids';
import type { TrackedComplaint } from '../../api/types';
import { ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';

/** Taking a complaint back: asked twice, as it cannot be undone. */
export function WithdrawForm({
  tracking,
  onDone,
}: {
  tracking: TrackingKey;
  onDone: (next: TrackedComplaint) => void;
}) {
  const { t } = useWords('track');
  const [open, setOpen] = useState(false);
  const [keyFor] = useState(() => createIntention());
  const sending = useMutation({
    mutationFn: (reason: string | undefined) => withdrawComplaint(tracking, reason, keyFor({ reason })),
    onSuccess: onDone,
  });
  if (!open) {
    return (
      <Button type="text" danger block data-testid="track-withdraw-open" onClick={() => setOpen(true)}>
        {t('withdraw')}
      </Button>
    );
  }
  return (
    <section className="panel" aria-labelledby="withdraw-title">
      <h2 id="withdraw-title">{t('withdrawTitle')}</h2>
      <p>{t('withdrawText')}</p>
      <Form
        layout="vertical"
        disabled={sending.isPending}
        onFinish={({ reason }: { reason?: string }) => sending.mutate(reason?.trim() || undefined)}
      >
        <Form.Item name="reason" label={t('withdrawReason')} rules={[{ max: 500, message: t('tooLong') }]}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} data-testid="track-withdraw-reason" />
        </Form.Item>
        <ProblemAlert error={sending.error} />
        <div className="pair">
          <Button size="large" onClick={() => setOpen(false)}>
            {t('keepIt')}
          </Button>
          <Button
            danger
            type="primary"
            size="large"
            htmlType="submit"
            loading={sending.isPending}
            data-testid="track-withdraw-submit"
          >
            {t('withdrawSubmit')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
