import { useLocation, useParams } from 'react-router';
import { tidyCode, tidyNumber } from '../../common/case-number';
import { addTexts } from '../../i18n/setup';
import en from './texts.en.json';
import { TrackForm } from './track-form';
import { Tracked } from './tracked';
import zh from './texts.zh.json';

addTexts('track', zh, en);

/** `/track` asks for number and code; `/t/<number>#<code>` shows the complaint. The part behind # is never sent. */
export function TrackPage() {
  const { number } = useParams();
  const { hash } = useLocation();
  const code = tidyCode(decodeHash(hash));
  if (!number || !code) return <TrackForm number={number} />;
  const key = { number: tidyNumber(number), code };
  return <Tracked key={`${key.number} ${key.code}`} tracking={key} />;
}

function decodeHash(hash: string): string {
  const text = hash.replace(/^#/, '');
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % in a pasted link: the code is then simply wrong.
    return text;
  }
}
