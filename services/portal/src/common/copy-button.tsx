import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useWords } from './use-words';

/** Copies a text. Plain HTTP pages have no clipboard, so the older way is tried too. */
export function CopyButton({ text, label, testId }: { text: string; label?: string; testId?: string }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async (): Promise<void> => {
    const done = await copyText(text);
    setCopied(done);
    if (!done) void message.warning(t('words:act.copyFailed'));
  };
  return (
    <Button
      data-testid={testId}
      icon={copied ? <CheckOutlined /> : <CopyOutlined />}
      aria-label={label ? `${t('words:act.copy')} ${label}` : undefined}
      onClick={() => void copy()}
    >
      {copied ? t('words:act.copied') : t('words:act.copy')}
    </Button>
  );
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or not a secure context: select and copy from a hidden field.
    const field = document.createElement('textarea');
    field.value = text;
    field.style.position = 'fixed';
    field.style.opacity = '0';
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}
