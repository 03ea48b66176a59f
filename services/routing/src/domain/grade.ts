import { categoryOrOther } from './catalogue';
import { createPhraseFinder } from './phrases';
import scopes from './scopes.json';
import signals from './signals.json';
import type { Kind, Priority, Severity, Urgency } from './words';

export interface Grade {
  severity: Severity;
  urgency: Urgency;
  priority: Priority;
  /** Signs of danger that were found, by code. */
  signals: string[];
  /** Danger is told of in what came as a suggestion, an enquiry or praise: somebody should look at it. */
  doubtfulKind: boolean;
  /** Sentences in Chinese. */
  reasons: string[];
}

/** What is known of earlier cases. */
export interface History {
  /** Other cases of the same person within the last 30 days. */
  samePerson: number;
  /** Other cases at the same place of the same category within the last 30 days. */
  samePlace: number;
}

interface Signal {
  code: string;
  zh: string;
  severity: Severity;
  urgency: Urgency;
  words: string[];
}

/** What follows these within a few characters has not happened: 没有起火, 万一着火, in case of fire. */
const guards = [
  '没有', '没', '未', '不是', '并非', '无人', '万一', '如果', '假如', '要是', '担心', '怕', '以防', '防止', '避免',
  '演习', '演练', '去年', '打不', '预防', 'no', 'not', 'without', 'if', 'in case of', 'prevent', 'afraid',
]; // prettier-ignore

const all = signals as Signal[];
const byWord = new Map<string, Signal>();
for (const signal of all) for (const word of signal.words) byWord.set(word, signal);
const findSignals = createPhraseFinder([...byWord.keys()], { guards });
const findScope = createPhraseFinder(scopes);

const severities: readonly Severity[] = ['general', 'significant', 'major'];
const urgencies: readonly Urgency[] = ['low', 'normal', 'urgent'];
const severityNames = { general: '一般', significant: '较大', major: '重大' } as const;
const urgencyNames = { low: '非紧急', normal: '一般', urgent: '紧急' } as const;

/** Earlier cases from which on a matter counts as repeated: domain.md, "by three repeats". */
const personRepeats = 3;
const placeRepeats = 3;

const matrix: Readonly<Record<Severity, Readonly<Record<Urgency, 1 | 2 | 3 | 4>>>> = {
  major: { urgent: 1, normal: 2, low: 2 },
  significant: { urgent: 2, normal: 3, low: 3 },
  general: { urgent: 3, normal: 3, low: 4 },
};

/** Severity and urgency of a text in its category, and the priority from severity, urgency, impact and history. */
export function grade(input: { text: string; category: string; kind: Kind; history: History }): Grade {
  const category = categoryOrOther(input.category);
  const found = [...new Set(findSignals(input.text).map(({ phrase }) => byWord.get(phrase)))].filter(
    (s) => s !== undefined,
  );
  const severity = highest(severities, [category.severity, ...found.map((s) => s.severity)]);
  const urgency = highest(urgencies, [category.urgency, ...found.map((s) => s.urgency)]);
  const many = findScope(input.text).length > 0;
  const reasons = [
    ...(found.length > 0 ? [`发现险情或紧急迹象：${found.map(({ zh }) => zh).join('、')}。`] : []),
    `严重程度${severityNames[severity]}，紧急程度${urgencyNames[urgency]}。`,
  ];
  const codes = found.map(({ code }) => code);

  if (input.kind === 'suggestion' || input.kind === 'enquiry' || input.kind === 'praise') {
    const doubtfulKind = severity === 'major' && urgency === 'urgent';
    reasons.push(doubtfulKind ? '按类型定为 P4，但内容像是险情，请派单席复核。' : '建议、咨询和表扬一律为 P4。');
    return { severity, urgency, priority: 'p4', signals: codes, doubtfulKind, reasons };
  }

  let level: number = matrix[severity][urgency];
  if (many && severity !== 'general') {
    level = Math.max(1, level - 1);
    reasons.push('影响多户或多人，优先级上调一级。');
  } else if (many && level > 2) {
    level -= 1;
    reasons.push('影响多户或多人，优先级上调一级。');
  }
  const { samePerson, samePlace } = input.history;
  if (level > 2 && (samePerson >= personRepeats || samePlace >= placeRepeats)) {
    level -= 1;
    reasons.push(
      samePerson >= personRepeats
        ? `同一投诉人 30 天内已有 ${samePerson} 件，优先级上调一级。`
        : `同一位置同类问题 30 天内已有 ${samePlace} 件，优先级上调一级。`,
    );
  }
  return { severity, urgency, priority: `p${level}` as Priority, signals: codes, doubtfulKind: false, reasons };
}

function highest<T>(order: readonly T[], values: readonly T[]): T {
  const top = Math.max(...values.map((value) => order.indexOf(value)));
  return order[top] as T;
}
