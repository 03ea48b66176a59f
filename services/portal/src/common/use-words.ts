import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dayNameOf } from './day-words';
import { problemWords } from './problem-words';
import { spanOf, timeLeft } from './time-left';

export interface Words {
  language: 'zh' | 'en';
  t: TFunction;
  /** A domain word in the reader's language; an unknown code is shown as it came. */
  word: (group: string, code: string | undefined) => string;
  dateTime: (iso: string | undefined) => string;
  day: (iso: string | undefined) => string;
  ago: (iso: string, nowMs: number) => string;
  left: (dueAt: string, nowMs: number) => string;
  /** A deadline as one would say it: "by Tuesday 11:30". */
  by: (dueAt: string, nowMs: number) => string;
  /** An amount of money given in the smallest unit of its currency. */
  money: (amount: number, currency: string) => string;
  problem: (error: unknown) => string;
  /** The name in the reader's language of something that has both. */
  nameOf: (entity: { name: string; nameEn?: string } | undefined) => string;
}

function createWords(t: TFunction, language: 'zh' | 'en'): Words {
  const locale = language === 'en' ? 'en-GB' : 'zh-CN';
  const dateTime = new Intl.DateTimeFormat(locale, {
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  const fullDateTime = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: language === 'en' ? 'long' : 'short' });
  const date = new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', weekday: 'short' });
  const day = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'numeric', day: 'numeric' });
  const span = (lengthMs: number): string => {
    const { unit, count } = spanOf(lengthMs);
    return t(`words:time.${unit}`, { count });
  };
  return {
    language,
    t,
    word: (group, code) => (code ? t(`words:${group}.${code}`, { defaultValue: code }) : ''),
    dateTime: (iso) => {
      if (!iso) return '';
      const date = new Date(iso);
      return (date.getFullYear() === new Date().getFullYear() ? dateTime : fullDateTime).format(date);
    },
    day: (iso) => (iso ? day.format(new Date(iso)) : ''),
    ago: (iso, nowMs) => {
      const length = nowMs - Date.parse(iso);
      return length < 60_000 ? t('words:time.justNow') : t('words:time.ago', { span: span(length) });
    },
    left: (dueAt, nowMs) => {
      const left = timeLeft(Date.parse(dueAt), nowMs);
      if (left.tone === 'now') return t('words:time.now');
      return t(left.tone === 'over' ? 'words:time.over' : 'words:time.left', {
        span: t(`words:time.${left.span.unit}`, { count: left.span.count }),
      });
    },
    by: (dueAt, nowMs) => {
      const at = new Date(dueAt);
      const name = dayNameOf(at.getTime(), nowMs);
      const shown = name === 'weekday' ? weekday : name === 'fullDate' ? day : date;
      const tense = at.getTime() < nowMs ? 'was' : 'by';
      return t(`words:${tense}.${name}`, { day: shown.format(at), time: time.format(at) });
    },
    money: (amount, currency) => new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount / 100),
    problem: (error) => problemWords(error, t, language),
    nameOf: (entity) => (entity ? (language === 'en' && entity.nameEn) || entity.name : ''),
  };
}

/** Texts, dates and domain words in the language chosen. `namespace` is the page's own. */
export function useWords(namespace = 'words'): Words {
  const { t, i18n } = useTranslation(namespace);
  const language = i18n.language === 'en' ? 'en' : 'zh';
  return useMemo(() => createWords(t, language), [t, language]);
}
