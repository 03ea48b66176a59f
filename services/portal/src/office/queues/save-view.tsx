import { DeleteOutlined, StarOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Popover } from 'antd';
import { useState } from 'react';
import type { Queue } from '../../api/types';
import { ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';
import { keptFilters, shows } from './saved-views';
import { useViews } from './use-views';

const LONGEST_NAME = 60;

/** Keeps the queue as it is filtered now under a name, or forgets it. */
export function SaveView({ queue, search }: { queue: Queue; search: string }) {
  const { t, problem } = useWords('queues');
  const { message } = App.useApp();
  const { views, saving, removing } = useViews();
  const [open, setOpen] = useState(false);
  const shown = views.find((view) => shows(view, `/office/queues/${queue}`, search));
  if (shown) {
    const remove = (): void => removing.mutate(shown.name, { onError: (error) => void message.error(problem(error)) });
    return (
      <Button icon={<DeleteOutlined />} data-testid="view-remove" loading={removing.isPending} onClick={remove}>
        {t('removeView', { name: shown.name })}
      </Button>
    );
  }
  const filters = keptFilters(new URLSearchParams(search), queue);
  if (Object.keys(filters).length === 0) return null;
  const save = ({ name }: { name: string }): void =>
    saving.mutate({ name: name.trim(), queue, filters }, { onSuccess: () => setOpen(false) });
  const form = (
    <Form layout="vertical" className="view-form" onFinish={save}>
      <Form.Item
        name="name"
        label={t('viewName')}
        extra={t('viewHint')}
        rules={[
          { required: true, whitespace: true, max: LONGEST_NAME, message: t('viewNameRequired') },
          // The name stands in an address, where dots alone mean another place.
          { pattern: /[^.\s]/, message: t('viewNameRequired') },
        ]}
      >
        <Input autoFocus data-testid="view-name" />
      </Form.Item>
      <ProblemAlert error={saving.error} />
      <Button type="primary" htmlType="submit" data-testid="view-submit" loading={saving.isPending}>
        {t('saveView')}
      </Button>
    </Form>
  );
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} content={form} placement="bottomRight">
      <Button icon={<StarOutlined />} data-testid="view-save">
        {t('saveView')}
      </Button>
    </Popover>
  );
}
