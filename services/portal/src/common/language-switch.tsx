import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

export function LanguageSwitch({ tone = 'dark' }: { tone?: 'dark' | 'light' }) {
  const { t, i18n } = useTranslation('words');
  return (
    <Button
      type="text"
      data-testid="language-switch"
      className={tone === 'light' ? 'on-brand' : undefined}
      icon={<GlobalOutlined />}
      aria-label={t('language.label')}
      onClick={() => void i18n.changeLanguage(i18n.language === 'en' ? 'zh' : 'en')}
    >
      {t('language.switch')}
    </Button>
  );
}
