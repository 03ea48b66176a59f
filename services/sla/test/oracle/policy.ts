/** A rule as the stories write it. */
interface Rule {
  clock: string;
  priority?: string;
  category?: string;
  parkCode?: string;
  contract?: string;
  amount: number;
  unit: string;
}

export interface OraclePolicy {
  rules: readonly Rule[];
  pauseAllowanceDays: number;
  firstContactCapHours: number;
}

/** What of the case a rule is looked up by. */
export interface Graded {
  priority: string;
  category: string;
  unit: string;
}

/** In minutes; `working` ones or elapsed ones. */
export interface Allowed {
  minutes: number;
  working: boolean;
}

export const STANDARD_DAY = 8 * 60;

/** The table of the rules, line by line: sign, first contact, relief, resolve, revisit. */
const TABLE: Record<string, string[]> = {
  p1: ['10 min', '30 min', '4 h', '24 h', '24 h'],
  p2: ['30 min', '1 h', '', '8 wh', '24 h'],
  p3: ['2 wh', '2 wh', '', '12 wh', '3 wd'],
  p4: ['4 wh', '4 wh', '', '5 wd', '3 wd'],
};
const COLUMNS = ['sign', 'first_contact', 'relief', 'resolve', 'revisit'];

export const firstPolicy: OraclePolicy = {
  rules: Object.entries(TABLE).flatMap(([priority, cells]) =>
    cells.flatMap((cell, column) => {
      const [amount, unit] = cell.split(' ');
      return amount && unit ? [{ clock: COLUMNS[column]!, priority, amount: Number(amount), unit }] : [];
    }),
  ),
  pauseAllowanceDays: 5,
  firstContactCapHours: 24,
};

const MINUTES: Record<string, number> = { min: 1, h: 60, wh: 60, wd: STANDARD_DAY };

/** Park or contract first, then the longer category, then priority; of equal ones the later. */
export function allowedBy({ rules }: OraclePolicy, clock: string, graded: Graded): Allowed | undefined {
  const weight = (rule: Rule): number =>
    (rule.parkCode ? 1000 : 0) +
    (rule.contract ? 1000 : 0) +
    (rule.category ? 10 * rule.category.split('.').length : 0) +
    (rule.priority ? 1 : 0);
  const [best] = rules
    .filter((rule) => rule.clock === clock)
    .filter(({ priority }) => !priority || priority === graded.priority)
    .filter(({ parkCode }) => !parkCode || parkCode === 'SH01')
    .filter(({ contract }) => !contract || contract === graded.unit)
    .filter(({ category }) => !category || `${graded.category}.`.startsWith(`${category}.`))
    .reverse()
    .sort((a, b) => weight(b) - weight(a));
  if (!best) return undefined;
  return { minutes: best.amount * MINUTES[best.unit]!, working: best.unit === 'wh' || best.unit === 'wd' };
}
