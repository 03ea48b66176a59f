import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { CLOCK_NAMES } from '../../api/deadlines';
import { COMPLAINANT_TYPES, PRIORITIES } from '../../api/types';
import { categoryCodes, CATEGORIES } from '../../common/categories';
import { useWords } from '../../common/use-words';
import { useNames } from '../directory';
import { AllowanceInput } from './allowance-input';
import { changedRule, contractorName, contractorsOf } from './contractors';
import {
  addSpecial,
  isOutweighed,
  MOST_AMOUNT,
  type DraftProblem,
  type RulesDraft,
  type SpecialRule,
} from './rules-draft';
import { SpecialRuleText } from './special-rule-text';

interface Props {
  draft: RulesDraft;
  problems: readonly DraftProblem[];
  insist: boolean;
  /** The rule that is written in; the others are a line each. */
  open: number | undefined;
  onOpen: (id: number | undefined) => void;
  onChange: (change: (special: readonly SpecialRule[]) => SpecialRule[]) => void;
}

/** Rules for a park, a contractor, a category or a complainant type. */
export function SpecialRules({ draft, problems, insist, open, onOpen, onChange }: Props) {
  const { t } = useWords('policies');
  const replace = (id: number, change: (rule: SpecialRule) => SpecialRule): void =>
    onChange((special) => special.map((one) => (one.id === id ? change(one) : one)));
  return (
    <>
      <h3>{t('special')}</h3>
      <p className="quiet">{t('specialHint')}</p>
      {draft.special.map((rule) => (
        <div key={rule.id} id={`rule-${rule.id}`} className="special-rule" data-testid="rule">
          {rule.id === open ? (
            <RuleFields
              rule={rule}
              problems={problems.filter(({ at }) => at === rule.id).map(({ text }) => text)}
              insist={insist}
              onChange={(change) => replace(rule.id, change)}
            />
          ) : (
            <p className="special-rule-text">
              <SpecialRuleText rule={rule} />
            </p>
          )}
          {isOutweighed(rule, draft.cells) && <p className="field-warning">{t('outweighed')}</p>}
          <div className="special-rule-acts">
            {rule.id === open ? (
              <Button data-testid="rule-done" onClick={() => onOpen(undefined)}>
                {t('doneRule')}
              </Button>
            ) : (
              <Button icon={<EditOutlined />} data-testid="rule-edit" onClick={() => onOpen(rule.id)}>
                {t('editRule')}
              </Button>
            )}
            <Button
              icon={<DeleteOutlined />}
              data-testid="rule-remove"
              onClick={() => onChange((special) => special.filter(({ id }) => id !== rule.id))}
            >
              {t('removeRule')}
            </Button>
          </div>
        </div>
      ))}
      <Button
        icon={<PlusOutlined />}
        data-testid="rule-add"
        onClick={() => {
          onOpen(addSpecial(draft.special).at(-1)?.id);
          onChange(addSpecial);
        }}
      >
        {t('addRule')}
      </Button>
    </>
  );
}

interface FieldsProps {
  rule: SpecialRule;
  problems: readonly DraftProblem['text'][];
  insist: boolean;
  onChange: (change: (rule: SpecialRule) => SpecialRule) => void;
}

function RuleFields({ rule, problems, insist, onChange }: FieldsProps) {
  const { t, word } = useWords('policies');
  const names = useNames();
  const codes = (group: string, list: readonly string[]) => list.map((value) => ({ value, label: word(group, value) }));
  const choose = (
    name: 'clock' | 'priority' | 'parkCode' | 'contract' | 'category' | 'complainantType',
    options: { value: string; label: string }[],
    { needed = false, first = false } = {},
  ) => (
    <Select
      allowClear={!needed}
      autoFocus={first}
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t(`scope.${name}`)}
      placeholder={t(`any.${name}`)}
      value={rule[name]}
      options={options}
      data-testid={`rule-${name}`}
      onChange={(value: string | undefined) => onChange((one) => changedRule(one, name, value, names))}
    />
  );
  return (
    <>
      <div className="rule-row" role="group" aria-label={t('appliesTo')}>
        {choose(
          'parkCode',
          names.parks.map((park) => ({ value: park.code, label: names.parkName(park.code) })),
          { first: true },
        )}
        {choose(
          'contract',
          contractorsOf(names, rule.parkCode).map((unit) => ({ value: unit.id, label: contractorName(unit, names) })),
        )}
        {choose('category', codes('category', [...new Set([...Object.keys(CATEGORIES), ...categoryCodes()])]))}
        {choose('complainantType', codes('complainantType', COMPLAINANT_TYPES))}
      </div>
      {problems.includes('scopeMissing') && (
        <p className={insist ? 'field-problem' : 'quiet'} data-testid="rule-scope-missing">
          {t('wrong.scopeMissing')}
        </p>
      )}
      <div className="rule-row">
        {choose('clock', codes('clock', CLOCK_NAMES), { needed: true })}
        {choose('priority', codes('priority', PRIORITIES))}
        <AllowanceInput
          label={t('amount')}
          testId="rule-amount"
          value={rule}
          problem={problems.includes('amountWrong') ? t('wrong.amountWrong', { most: MOST_AMOUNT }) : undefined}
          insist={insist}
          onChange={(change) => onChange((one) => ({ ...one, ...change }))}
        />
      </div>
    </>
  );
}
