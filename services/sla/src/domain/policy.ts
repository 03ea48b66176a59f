/** The clocks of a case. */
export const clockNames = ['sign', 'first_contact', 'relief', 'resolve', 'revisit'] as const;
export type ClockName = (typeof clockNames)[number];

export const priorities = ['p1', 'p2', 'p3', 'p4'] as const;
export type Priority = (typeof priorities)[number];

export const complainantTypes = ['owner', 'tenant', 'company', 'visitor'] as const;
export type ComplainantType = (typeof complainantTypes)[number];

/** `min` and `h` are elapsed time; `wh` and `wd` are working hours and days on the park's calendar. */
export const allowanceUnits = ['min', 'h', 'wh', 'wd'] as const;
export type AllowanceUnit = (typeof allowanceUnits)[number];

/** How long a clock may run. */
export interface Allowance {
  readonly amount: number;
  readonly unit: AllowanceUnit;
}

/** How long a clock may run, for what fits. A field that is absent fits everything. */
export interface PolicyRule extends Allowance {
  readonly parkCode?: string;
  /** Unit id of a contractor. */
  readonly contract?: string;
  /** A code or the beginning of one, like `facility`. */
  readonly category?: string;
  readonly priority?: Priority;
  readonly complainantType?: ComplainantType;
  readonly clock: ClockName;
}

/** Local times of the park between which messages wait, except for P1. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** What is in force for a group. A version never changes. */
export interface Policy {
  readonly groupId: string;
  /** From 1, which is `defaultPolicy`. */
  readonly version: number;
  readonly at: Date;
  /** Staff id. */
  readonly by: string;
  readonly note: string;
  readonly rules: readonly PolicyRule[];
  /** Waiting for the complainant pauses the resolve clock for no longer in a cycle; in wd. */
  readonly pauseAllowanceDays: number;
  /** First contact is never due later after receipt, whatever the calendar; in h. */
  readonly firstContactCapHours: number;
  readonly quietHours?: QuietHours;
}

/** What of a case an allowance is looked up by. */
export interface Grading {
  readonly priority: Priority;
  readonly parkCode: string;
  /** Dotted code like `facility.lift`. */
  readonly category: string;
  readonly complainantType?: ComplainantType;
  readonly unitId: string;
}

const row = (clock: ClockName, p1: Short, p2: Short | undefined, p3: Short | undefined, p4: Short | undefined) =>
  [p1, p2, p3, p4].flatMap((allowance, index): PolicyRule[] =>
    allowance ? [{ clock, priority: priorities[index], amount: allowance[0], unit: allowance[1] }] : [],
  );
type Short = readonly [amount: number, unit: AllowanceUnit];

/** The table of domain.md, Clocks: version 1 of every group. */
export function defaultPolicy(groupId: string): Policy {
  return {
    groupId,
    version: 1,
    at: new Date(0),
    by: '',
    note: '',
    rules: [
      ...row('sign', [10, 'min'], [30, 'min'], [2, 'wh'], [4, 'wh']),
      ...row('first_contact', [30, 'min'], [1, 'h'], [2, 'wh'], [4, 'wh']),
      ...row('relief', [4, 'h'], undefined, undefined, undefined),
      ...row('resolve', [24, 'h'], [8, 'wh'], [12, 'wh'], [5, 'wd']),
      ...row('revisit', [24, 'h'], [24, 'h'], [3, 'wd'], [3, 'wd']),
    ],
    pauseAllowanceDays: 5,
    firstContactCapHours: 24,
  };
}

/**
 * The allowance of a clock for a case: that of the most specific rule that fits. One that names a park or a contract
 * counts before one that doesn't, then category (the longer one), priority, complainant type; the later among equals.
 * Undefined: such a case has no such clock.
 */
export function allowanceOf(policy: Pick<Policy, 'rules'>, clock: ClockName, grading: Grading): Allowance | undefined {
  let best: PolicyRule | undefined;
  for (const rule of policy.rules) {
    if (rule.clock !== clock || !fits(rule, grading)) continue;
    if (!best || compareSpecificity(rule, best) >= 0) best = rule;
  }
  return best && { amount: best.amount, unit: best.unit };
}

/** Whether a category is the code itself or lies below it. */
export function isWithin(category: string, code: string): boolean {
  return category === code || category.startsWith(`${code}.`);
}

function fits(rule: PolicyRule, grading: Grading): boolean {
  return (
    (!rule.parkCode || rule.parkCode === grading.parkCode) &&
    (!rule.contract || rule.contract === grading.unitId) &&
    (!rule.category || isWithin(grading.category, rule.category)) &&
    (!rule.priority || rule.priority === grading.priority) &&
    (!rule.complainantType || rule.complainantType === grading.complainantType)
  );
}

function specificityOf(rule: PolicyRule): number[] {
  const named = (value: unknown): number => (value ? 1 : 0);
  return [
    named(rule.parkCode) + named(rule.contract),
    rule.category ? rule.category.split('.').length : 0,
    named(rule.priority),
    named(rule.complainantType),
  ];
}

function compareSpecificity(a: PolicyRule, b: PolicyRule): number {
  const other = specificityOf(b);
  for (const [index, weight] of specificityOf(a).entries()) {
    const difference = weight - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const P4_KINDS = new Set(['suggestion', 'enquiry', 'praise']);

/** Suggestions, enquiries and praise are P4, whatever triage said of them. */
export function priorityOf(kind: string, graded: Priority): Priority {
  return P4_KINDS.has(kind) ? 'p4' : graded;
}

/** Whether `to` is the more pressing of the two. */
export function isRaised(from: Priority, to: Priority): boolean {
  return to < from;
}
