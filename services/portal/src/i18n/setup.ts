import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import wordsEn from './words.en.json';
import wordsZh from './words.zh.json';

export type Language = 'zh' | 'en';
const KEY = 'parkline.language';

function firstLanguage(): Language {
  return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
}

/**
 * Adds the texts of a page. Pages call it when they are loaded, so that a complainant's phone does not fetch
 * the texts of the office.
 */
export function addTexts(namespace: string, zh: object, en: object): void {
  i18next.addResourceBundle('zh', namespace, zh, true, true);
  i18next.addResourceBundle('en', namespace, en, true, true);
}

function showLanguage(language: string): void {
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
  document.title = i18next.t('words:brand.title');
}

/** Starts with the language chosen last on this browser, Chinese at first. */
export function startTexts(): void {
  void i18next.use(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: 'zh',
    supportedLngs: ['zh', 'en'],
    defaultNS: 'words',
    ns: ['words'],
    resources: { zh: { words: wordsZh }, en: { words: wordsEn } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  i18next.on('languageChanged', (language) => {
    localStorage.setItem(KEY, language);
    showLanguage(language);
  });
  showLanguage(i18next.language);
}

startTexts();
