import { CLOCK_NAMES, type AllowanceUnit, type PolicyRule } from '../../api/deadlines';
import { PRIORITIES, type ClockName, type Priority } from '../../api/types';
import { isGeneral, tidyRule } from './rules';

/** An allowance as it is being written; without an amount there is none. */
export interface WrittenAllowance {
  amount: string;
  unit: AllowanceUnit;
}

/** A column of the table: a priority, or what holds for those without an allowance of their own. */
export type Column = Priority | 'any';
export type CellName = `${ClockName}-${Column}`;

export type SpecialRule = Omit<PolicyRule, 'amount' | 'unit'> & WrittenAllowance & { id: number };

/** Rules in the shape in which they are changed: the general ones as a table, the special ones as a list. */
export interface RulesDraft {
  /** As they are stored: what nobody touches is sent back as it came. */
  stored: readonly PolicyRule[];
  cells: Readonly<Record<CellName, WrittenAllowance>>;
  special: readonly SpecialRule[];
}

/** What keeps a draft from being published. `text` is a key of the page's texts. */
export interface DraftProblem {
  at: CellName | number;
  text: 'missing' | 'amountWrong' | 'scopeMissing';
}

/** As sla takes it. */
export const MOST_AMOUNT = 1_000;

const COLUMNS: readonly Column[] = [...PRIORITIES, 'any'];
/** Relief is for those alone that a rule names; the other clocks every case must have. */
const OPTIONAL: readonly ClockName[] = ['relief'];

export const cellName = (clock: ClockName, column: Column): CellName => `${clock}-${column}`;

const cellOf = (rule: PolicyRule): CellName => cellName(rule.clock, rule.priority ?? 'any');

const usualUnit = (clock: ClockName): AllowanceUnit => (clock === 'relief' ? 'h' : 'wh');

function everyCell<T>(make: (clock: ClockName, column: Column) => T): Record<CellName, T> {
  const cells = CLOCK_NAMES.flatMap((clock) =>
    COLUMNS.map((column) => [cellName(clock, column), make(clock, column)] as const),
  );
  return Object.fromEntries(cells) as Record<CellName, T>;
}

const written = ({ amount, unit }: PolicyRule): WrittenAllowance => ({ amount: String(amount), unit });

/** Of several stored rules for one cell the later counts: that is the one to show and to change. */
export function draftOf(rules: readonly PolicyRule[]): RulesDraft {
  const general = rules.filter(isGeneral);
  return {
    stored: general,
    cells: everyCell((clock, column) => {
      const rule = general.findLast((one) => cellOf(one) === cellName(clock, column));
      return rule ? written(rule) : { amount: '', unit: usualUnit(clock) };
    }),
    special: rules
      .filter((rule) => !isGeneral(rule))
      .map((rule, index) => ({ ...rule, ...written(rule), id: index + 1 })),
  };
}

/**
 * The rules of a draft without problems. A cell that nobody changed keeps its stored rules, also those that a later one
 * outdoes; a changed one has a single rule, in the place of the one that counted; an emptied one has none.
 */
export function rulesOf({ stored, cells, special }: RulesDraft): PolicyRule[] {
  const before = draftOf(stored).cells;
  const changed = (name: CellName): boolean =>
    before[name].unit !== cells[name].unit || before[name].amount !== cells[name].amount.trim();
  const kept = stored.flatMap((rule, index) => {
    const name = cellOf(rule);
    if (!changed(name)) return [rule];
    const counted = stored.findLastIndex((one) => cellOf(one) === name) === index;
    return counted && cells[name].amount.trim() ? [{ ...rule, ...read(cells[name]) }] : [];
  });
  const added = CLOCK_NAMES.flatMap((clock) =>
    COLUMNS.filter((column) => !before[cellName(clock, column)].amount).flatMap((column): PolicyRule[] => {
      const cell = cells[cellName(clock, column)];
      const priority = column === 'any' ? undefined : column;
      return cell.amount.trim() ? [{ clock, priority, ...read(cell) }] : [];
    }),
  );
  const listed = special.map(({ id: _, ...rule }) => ({ ...rule, ...read(rule) }));
  return [...kept, ...added, ...listed].map(tidyRule);
}

/** All that must be put right before a draft can be tried or published, cells first. */
export function problemsOf({ cells, special }: RulesDraft): DraftProblem[] {
  const ofCells = CLOCK_NAMES.flatMap((clock) =>
    COLUMNS.flatMap((column): DraftProblem[] => {
      const at = cellName(clock, column);
      const { amount } = cells[at];
      if (amount.trim()) return isAmount(amount) ? [] : [{ at, text: 'amountWrong' }];
      const mayBeEmpty = column === 'any' || OPTIONAL.includes(clock) || cells[cellName(clock, 'any')].amount.trim();
      return mayBeEmpty ? [] : [{ at, text: 'missing' }];
    }),
  );
  const ofRules = special.flatMap((rule): DraftProblem[] => [
    ...(isGeneral(rule) ? [{ at: rule.id, text: 'scopeMissing' } as const] : []),
    ...(isAmount(rule.amount) ? [] : [{ at: rule.id, text: 'amountWrong' } as const]),
  ]);
  return [...ofCells, ...ofRules];
}

/** Whether there are allowances for all priorities at once: few policies have such, and only they need the column. */
export function hasAnyColumn(stored: readonly PolicyRule[]): boolean {
  return stored.some((rule) => !rule.priority);
}

/** How many stored general rules never count, because a later one says the same of the same. */
export function countOutdone(stored: readonly PolicyRule[]): number {
  return stored.length - new Set(stored.map(cellOf)).size;
}

/**
 * Whether a special rule never counts: it names a complainant type alone, which a priority outweighs, and the table
 * has an allowance for each.
 */
export function isOutweighed(rule: SpecialRule, cells: RulesDraft['cells']): boolean {
  const { parkCode, contract, category, priority, complainantType } = rule;
  if (!complainantType || parkCode || contract || category || priority) return false;
  return PRIORITIES.every((one) => cells[cellName(rule.clock, one)].amount.trim());
}

/** A rule of which only what it applies to is still to be said. */
export function addSpecial(special: readonly SpecialRule[]): SpecialRule[] {
  const id = Math.max(0, ...special.map((one) => one.id)) + 1;
  return [...special, { id, clock: 'resolve', amount: '', unit: 'wh' }];
}

/** Digits as a Chinese keyboard may give them too: １２. */
const amountOf = (text: string): number => {
  const plain = text.normalize('NFKC').trim();
  return /^[\d.]+(e-\d+)?$/.test(plain) ? Number(plain) : NaN;
};

function isAmount(text: string): boolean {
  const amount = amountOf(text);
  return amount > 0 && amount <= MOST_AMOUNT;
}

const read = ({ amount, unit }: WrittenAllowance) => ({ amount: amountOf(amount), unit });
