import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { useTranslation } from 'react-i18next';

const RELOADED = 'parkline.reloaded-at';

/**
 * The last resort of every page. After an update of the portal the files of the old one are gone: then loading a page
 * fails, and one reload brings the new one. It uses no component library, which may be what failed to load.
 */
export function PageCrashed() {
  const error = useRouteError();
  const { t } = useTranslation('words');
  useEffect(() => {
    const missingFile = error instanceof TypeError && /import|module|fetch/i.test(error.message);
    const reloadedAt = Number(sessionStorage.getItem(RELOADED) ?? 0);
    if (missingFile && Date.now() - reloadedAt > 30_000) {
      sessionStorage.setItem(RELOADED, String(Date.now()));
      location.reload();
    }
  }, [error]);
  return (
    <main className="crashed" role="alert">
      <h1>{t('status.crashed')}</h1>
      <p>{t('status.crashedHint')}</p>
      <button type="button" onClick={() => location.reload()}>
        {t('status.reload')}
      </button>
    </main>
  );
}
