import {
  allowanceOf,
  allowanceUnits,
  clockNames,
  complainantTypes,
  priorities,
  type ClockName,
  type Policy,
  type PolicyRule,
} from './policy';

/** What somebody writes of a policy: whose it is, its version and its author are not his to say. */
export type PolicyDraft = Pick<Policy, 'note' | 'rules' | 'pauseAllowanceDays' | 'firstContactCapHours' | 'quietHours'>;

/** A draft as if it were in force: no clock keeps its version, so that every one would be measured anew by it. */
export function tentative(draft: PolicyDraft, { groupId, by, at }: Pick<Policy, 'groupId' | 'by' | 'at'>): Policy {
  return { ...draft, groupId, by, at, version: 0 };
}

/** One thing that is wrong. `field` is a path such as `rules[3].amount`; `message` says what is allowed. */
export interface PolicyProblem {
  readonly field: string;
  readonly message: string;
}

const MOST_RULES = 500;
const MOST_AMOUNT = 1_000;
const MOST_PAUSE_DAYS = 60;
const MOST_CAP_HOURS = 168;
const MOST_TEXT = 500;
const CODE = /^[A-Za-z0-9_-]{1,64}(\.[A-Za-z0-9_-]{1,64}){0,4}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Every case must have these; relief is for those alone that a rule names. */
const REQUIRED: readonly ClockName[] = ['sign', 'first_contact', 'resolve', 'revisit'];

/** All that is wrong with a policy; nothing, if it can be put in force. */
export function checkPolicy(draft: PolicyDraft): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const report = (field: string, message: string): void => void problems.push({ field, message });
  if (draft.note.length > MOST_TEXT) report('note', `must have at most ${MOST_TEXT} characters`);
  if (draft.rules.length > MOST_RULES) report('rules', `must be at most ${MOST_RULES}`);
  else draft.rules.forEach((rule, index) => checkRule(rule, `rules[${index}]`, report));
  if (!isBetween(draft.pauseAllowanceDays, 0, MOST_PAUSE_DAYS))
    report('pauseAllowanceDays', `must be from 0 to ${MOST_PAUSE_DAYS} working days`);
  if (!(draft.firstContactCapHours > 0 && draft.firstContactCapHours <= MOST_CAP_HOURS))
    report('firstContactCapHours', `must be more than 0 and at most ${MOST_CAP_HOURS} hours`);
  checkQuietHours(draft, report);
  if (draft.rules.length <= MOST_RULES) checkComplete(draft, report);
  return problems;
}

type Report = (field: string, message: string) => void;

function checkRule(rule: PolicyRule, here: string, report: Report): void {
  if (!clockNames.includes(rule.clock)) report(`${here}.clock`, `must be one of ${clockNames.join(', ')}`);
  if (!allowanceUnits.includes(rule.unit)) report(`${here}.unit`, `must be one of ${allowanceUnits.join(', ')}`);
  if (!(rule.amount > 0 && rule.amount <= MOST_AMOUNT))
    report(`${here}.amount`, `must be more than 0 and at most ${MOST_AMOUNT}`);
  if (rule.priority !== undefined && !priorities.includes(rule.priority))
    report(`${here}.priority`, `must be empty or one of ${priorities.join(', ')}`);
  if (rule.complainantType !== undefined && !complainantTypes.includes(rule.complainantType))
    report(`${here}.complainantType`, `must be empty or one of ${complainantTypes.join(', ')}`);
  for (const name of ['parkCode', 'contract', 'category'] as const) {
    const value = rule[name];
    if (value && !CODE.test(value)) report(`${here}.${name}`, 'must be empty or a code of letters, digits, - and _');
  }
}

function checkQuietHours({ quietHours }: PolicyDraft, report: Report): void {
  if (!quietHours) return;
  for (const end of ['from', 'to'] as const) {
    if (!TIME.test(quietHours[end])) report(`quietHours.${end}`, 'must be a local time of day such as 22:00');
  }
  if (quietHours.from === quietHours.to)
    report('quietHours.to', 'must differ from the beginning; leave both out for none');
}

/** A case that no rule fits would run without a deadline: every priority must have the clocks, whatever else it is. */
function checkComplete(draft: PolicyDraft, report: Report): void {
  for (const clock of REQUIRED) {
    const missing = priorities.filter(
      (priority) => !allowanceOf(draft, clock, { priority, parkCode: '', category: '', unitId: '' }),
    );
    if (missing.length > 0)
      report('rules', `must give ${clock} to every case: none fits any case of ${missing.join(', ')}`);
  }
}

function isBetween(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
