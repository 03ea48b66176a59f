import { DeleteOutlined, StarOutlined } from '@ant-design/icons';
import { Button, Form, Input, Popover } from 'antd';
import { useState } from 'react';
import type { Queue } from '../../api/types';
import { useWords } from '../../common/use-words';
import { useViews } from './use-views';

/** Keeps the queue as it is filtered now under a name, or forgets it. */
export function SaveView({ queue, search }: { queue: Queue; search: string }) {
  const { t } = useWords('queues');
  const { views, save, remove } = useViews();
  const [open, setOpen] = useState(false);
  const shown = views.find((view) => view.queue === queue && view.search === search);
  if (shown) {
    return (
      <Button icon={<DeleteOutlined />} data-testid="view-remove" onClick={() => remove(shown.name)}>
        {t('removeView', { name: shown.name })}
      </Button>
    );
  }
  const form = (
    <Form
      layout="vertical"
      onFinish={({ name }: { name: string }) => {
        save({ name, queue, search });
        setOpen(false);
      }}
    >
      <Form.Item
        name="name"
        label={t('viewName')}
        extra={t('viewHint')}
        rules={[{ required: true, whitespace: true, max: 40, message: t('viewNameRequired') }]}
      >
        <Input autoFocus data-testid="view-name" />
      </Form.Item>
      <Button type="primary" htmlType="submit" data-testid="view-submit">
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
