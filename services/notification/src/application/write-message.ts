import type { Template } from '../domain/message';

export type Locale = 'zh' | 'en';

/** A message as a person reads it. */
export interface WrittenMessage {
  /** One line. */
  title: string;
  body: string;
}

/** What a template may show beside the message's own data. */
export interface Surroundings {
  number: string;
  park: string;
  /** Where the complainant follows the complaint, with the code behind #. */
  link?: string;
  code?: string;
  timeZone?: string;
}

/** Writes messages from templates. */
export interface Writer {
  /** @throws what goes wrong in a template; the caller decides what becomes of that one message */
  write(
    template: Template,
    locale: Locale,
    data: Readonly<Record<string, string | number>>,
    surroundings: Surroundings,
  ): WrittenMessage;
}

/** The supported language of a BCP 47 tag: English for English, Chinese for all others unless told. */
export function localeOf(tag: string | undefined, fallback: Locale = 'zh'): Locale {
  if (!tag) return fallback;
  if (/^en\b/i.test(tag)) return 'en';
  return /^zh\b/i.test(tag) ? 'zh' : fallback;
}
