import { Suspense } from 'react';
import { Link, Outlet, ScrollRestoration } from 'react-router';
import { Brand } from '../common/brand';
import { LanguageSwitch } from '../common/language-switch';
import { Loading } from '../common/page-states';
import { useWords } from '../common/use-words';
import { addTexts } from '../i18n/setup';
import en from './texts.en.json';
import zh from './texts.zh.json';

addTexts('complainant', zh, en);

/** Frame of the side that complainants use, made for a phone held in one hand. */
export function ComplainantLayout() {
  const { t } = useWords('complainant');
  return (
    <div className="public-side">
      <a className="skip" href="#content">
        {t('words:act.skipToContent')}
      </a>
      <header className="public-header">
        <div className="public-width public-header-row">
          <Brand to="/" note={t('brandNote')} />
          <LanguageSwitch tone="light" />
        </div>
      </header>
      <main id="content" className="public-width public-main" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <footer className="public-footer">
        <div className="public-width">
          <p>{t('emergency')}</p>
          <nav aria-label={t('footer')}>
            <Link to="/">{t('home')}</Link>
            <Link to="/file">{t('file')}</Link>
            <Link to="/track">{t('track')}</Link>
            <Link to="/office" data-testid="to-office">
              {t('office')}
            </Link>
          </nav>
        </div>
      </footer>
      <ScrollRestoration />
    </div>
  );
}
