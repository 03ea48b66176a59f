import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Liquid, type Template as Parsed } from 'liquidjs';
import type { Locale, Surroundings, Writer } from '../application/write-message';
import { templates, type Template } from '../domain/message';
import { oneLine, plainText } from '../domain/plain-text';

const folder = join(__dirname, '..', 'templates');
const locales: readonly Locale[] = ['zh', 'en'];
const languageTags: Record<Locale, string> = { zh: 'zh-CN', en: 'en-GB' };

/**
 * Writes from the templates in `src/templates`: the first line is the title, the body follows after an empty line.
 * All are parsed at once, so that a broken one stops the start and not a message. Texts of people are data and never
 * parsed. The messages are plain text, so what is put out is not escaped as HTML but freed of what text can't have.
 */
export function createLiquidWriter(): Writer {
  const engine = new Liquid({
    outputEscape: plainText,
    strictFilters: true,
    ownPropertyOnly: true,
    // Nothing is read while rendering: there are no partials or layouts.
    templates: {},
    parseLimit: 20_000,
    renderLimit: 2_000,
    memoryLimit: 1_000_000,
  });
  const parsed = new Map<string, { title: Parsed[]; body: Parsed[] }>();
  for (const template of templates) {
    for (const locale of locales) {
      const text = readFileSync(join(folder, `${template}.${locale}.liquid`), 'utf8');
      const end = text.indexOf('\n');
      parsed.set(`${template}.${locale}`, {
        title: engine.parse(text.slice(0, end)),
        body: engine.parse(text.slice(end).trimStart()),
      });
    }
  }
  return {
    write(template, locale, data, surroundings) {
      const { title, body } = parsed.get(`${template}.${locale}`) ?? missing(template, locale);
      const values = { ...data, ...surroundings, ...dueIn(data, locale, surroundings) };
      return {
        title: oneLine(String(engine.renderSync(title, values))),
        body: String(engine.renderSync(body, values)),
      };
    },
  };
}

function dueIn(data: Readonly<Record<string, string | number>>, locale: Locale, { timeZone }: Surroundings): object {
  if (typeof data.due !== 'string') return {};
  const format = new Intl.DateTimeFormat(languageTags[locale], {
    timeZone: timeZone || 'UTC',
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return { due: format.format(new Date(data.due)) };
}

function missing(template: Template, locale: Locale): never {
  throw new Error(`There is no template ${template}.${locale}.`);
}
