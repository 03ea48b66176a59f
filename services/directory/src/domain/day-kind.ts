import type { DayKind } from './calendar';

/** What a text tells of a day: its kind, that it says both, or nothing. */
export type Told = Exclude<DayKind, 'override'> | 'both' | 'nothing';

/** They say the opposite of what they contain. */
const notWorked = /(不|无需|免|不用)(上班|补班)|非工作日|non-?\s?work(ing)?\s?day/gi;
/** They contain one of the words and have nothing to do with it, or deny it. */
const misleading = /值班|加班|轮班|班次|班级|航班|轮休|午休|退休|休会|不放假|不休息|holiday party/gi;

const workday =
  /补班|上班|调班|工作日|[（([【](班|调班)[）)\]】]|(^|[\s·:：,，-])班$|make-?\s?up (work(ing)?\s?)?day|work(ing)?\s?day/i;
const holiday = /放假|休假|假期|假日|公休|休息|[（([【]休[）)\]】]|(?<![调轮补])休$|holiday|day off/i;

/**
 * Whether a text names a holiday or a make-up workday, in Chinese or English: 春节（休）, 国庆节放假, 补班, 调休上班, Make-up
 * workday. 调休 alone says neither: it is used for the day off and for the day that is worked instead.
 */
export function kindToldBy(text: string): Told {
  const plain = text.replace(notWorked, '放假').replace(misleading, ' ').trim();
  const worked = workday.test(plain);
  const off = holiday.test(plain);
  if (worked && off) return 'both';
  return worked ? 'make_up_workday' : off ? 'holiday' : 'nothing';
}
