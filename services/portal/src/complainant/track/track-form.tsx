import { Button, Form, Input } from 'antd';
import { useNavigate } from 'react-router';
import { tidyCode, tidyNumber } from '../../common/case-number';
import { ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';

interface Fields {
  number: string;
  code: string;
}

/** Number and code by hand. */
export function TrackForm({ number, code, error }: { number?: string; code?: string; error?: unknown }) {
  const { t } = useWords('track');
  const navigate = useNavigate();
  const open = (fields: Fields): void => {
    void navigate(`/t/${encodeURIComponent(tidyNumber(fields.number))}#${encodeURIComponent(tidyCode(fields.code))}`);
  };
  return (
    <>
      <h1>{t('title')}</h1>
      <Form<Fields>
        layout="vertical"
        className="public-form panel"
        requiredMark={false}
        data-testid="track-form"
        initialValues={{ number, code }}
        onFinish={open}
      >
        <ProblemAlert error={error} />
        <Form.Item
          name="number"
          label={t('number')}
          rules={[{ required: true, whitespace: true, message: t('numberRequired') }]}
        >
          <Input
            size="large"
            data-testid="track-number"
            autoCapitalize="characters"
            spellCheck={false}
            placeholder="SH01-20260101-00001"
          />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('code')}
          rules={[{ required: true, whitespace: true, message: t('codeRequired') }]}
        >
          <Input
            size="large"
            className="code"
            data-testid="track-code"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            placeholder={t('codePlaceholder')}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block data-testid="track-submit">
          {t('submit')}
        </Button>
        <p className="quiet after-submit">{t('lost')}</p>
      </Form>
    </>
  );
}
