import { EditOutlined, RightOutlined, SearchOutlined } from '@ant-design/icons';
import { Link, useSearchParams } from 'react-router';
import { useWords } from '../../common/use-words';
import { addTexts } from '../../i18n/setup';
import en from './texts.en.json';
import zh from './texts.zh.json';

addTexts('home', zh, en);

/** Start for complainants: file or track, and what happens in between. */
export function HomePage() {
  const { t } = useWords('home');
  const [search] = useSearchParams();
  // A QR code on a bulletin board names the park; it must survive the step to the form.
  const park = search.get('park');
  return (
    <>
      <section className="hero">
        <h1>{t('title')}</h1>
        <p>{t('lead')}</p>
      </section>
      <div className="ways">
        <Link
          className="way way-first"
          to={park ? `/file?park=${encodeURIComponent(park)}` : '/file'}
          data-testid="home-file"
        >
          <EditOutlined className="way-icon" aria-hidden />
          <span>
            <strong>{t('file')}</strong>
            <small>{t('fileHint')}</small>
          </span>
          <RightOutlined aria-hidden />
        </Link>
        <Link className="way" to="/track" data-testid="home-track">
          <SearchOutlined className="way-icon" aria-hidden />
          <span>
            <strong>{t('track')}</strong>
            <small>{t('trackHint')}</small>
          </span>
          <RightOutlined aria-hidden />
        </Link>
      </div>
      <section aria-labelledby="how" className="how">
        <h2 id="how">{t('how')}</h2>
        <ol>
          {(['register', 'dispatch', 'answer', 'rate'] as const).map((step) => (
            <li key={step}>
              <strong>{t(`steps.${step}.title`)}</strong>
              <span>{t(`steps.${step}.text`)}</span>
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="privacy" className="note">
        <h2 id="privacy">{t('privacy')}</h2>
        <p>{t('privacyText')}</p>
      </section>
    </>
  );
}
