import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import {
  ALLOWANCE_UNITS,
  CLOCK_NAMES,
  putPolicy,
  type Policy,
  type PolicyContent,
  type PolicyRule,
} from '../../api/deadlines';
import { COMPLAINANT_TYPES, PRIORITIES } from '../../api/types';
import { categoryCodes, CATEGORIES } from '../../common/categories';
import { ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';
import { useNames } from '../directory';
import { AllowanceTable } from './allowance-table';
import { DraftEffect } from './draft-effect';
import { changedRule, contractorName, contractorsOf } from './contractors';
import { contentOf } from './rules';

/** The next version of the policy: new clocks take it, clocks that run keep theirs until it is applied to them. */
export function PolicyEditor({ policy, onClose }: { policy: Policy; onClose: () => void }) {
  const { t } = useWords('policies');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<PolicyContent>(() => contentOf(policy));
  const [note, setNote] = useState('');
  const content = { ...contentOf(draft), note: note.trim() || undefined };
  const saving = useMutation({
    mutationFn: () => putPolicy(content, policy.version),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['policies'] });
      void message.success(t('saved'));
      onClose();
    },
  });
  // Each change is made on the draft as it is then: two quick ones must not undo each other.
  const setRules = (change: (rules: readonly PolicyRule[]) => PolicyRule[]): void =>
    setDraft((now) => ({ ...now, rules: change(now.rules) }));
  return (
    <section className="panel" aria-labelledby="policy-draft" data-testid="policy-editor">
      <h2 id="policy-draft">{t('draftOf', { version: policy.version + 1 })}</h2>
      <AllowanceTable rules={draft.rules} />
      <Limits draft={draft} onChange={(change) => setDraft((now) => ({ ...now, ...change }))} />
      <h3>{t('rules')}</h3>
      <p className="quiet">{t('rulesHint')}</p>
      <div className="scrolls">
        {draft.rules.map((rule, index) => (
          <RuleRow
            key={index}
            rule={rule}
            onChange={(change) => setRules((rules) => rules.map((one, at) => (at === index ? change(one) : one)))}
            onRemove={() => setRules((rules) => rules.filter((_, at) => at !== index))}
          />
        ))}
      </div>
      <Button
        icon={<PlusOutlined />}
        data-testid="rule-add"
        onClick={() => setRules((rules) => [...rules, { clock: 'resolve', priority: 'P3', amount: 8, unit: 'wh' }])}
      >
        {t('addRule')}
      </Button>
      <DraftEffect draft={content} />
      <div className="stack">
        <Input
          aria-label={t('note')}
          placeholder={t('note')}
          maxLength={500}
          value={note}
          data-testid="policy-note"
          onChange={({ target }) => setNote(target.value)}
        />
        <ProblemAlert error={saving.error} />
        <div className="page-filters">
          <Button onClick={onClose}>{t('words:act.cancel')}</Button>
          <Button type="primary" loading={saving.isPending} data-testid="policy-save" onClick={() => saving.mutate()}>
            {t('save')}
          </Button>
        </div>
      </div>
    </section>
  );
}

function Limits({ draft, onChange }: { draft: PolicyContent; onChange: (change: Partial<PolicyContent>) => void }) {
  const { t } = useWords('policies');
  const { from = '', to = '' } = draft.quietHours ?? {};
  const setQuiet = (next: { from: string; to: string }): void =>
    onChange({ quietHours: next.from || next.to ? next : undefined });
  return (
    <div className="policy-limits">
      <label>
        {t('pauseDays')}
        <InputNumber
          className="wide"
          min={0}
          max={1000}
          value={draft.pauseAllowanceDays}
          onChange={(value) => onChange({ pauseAllowanceDays: value ?? 0 })}
        />
      </label>
      <label>
        {t('capHours')}
        <InputNumber
          className="wide"
          min={1}
          max={1000}
          value={draft.firstContactCapHours}
          onChange={(value) => onChange({ firstContactCapHours: value ?? 24 })}
        />
      </label>
      <label>
        {t('quietFrom')}
        <Input type="time" value={from} onChange={({ target }) => setQuiet({ from: target.value, to })} />
      </label>
      <label>
        {t('quietTo')}
        <Input type="time" value={to} onChange={({ target }) => setQuiet({ from, to: target.value })} />
      </label>
    </div>
  );
}

interface RowProps {
  rule: PolicyRule;
  onChange: (change: (rule: PolicyRule) => PolicyRule) => void;
  onRemove: () => void;
}

function RuleRow({ rule, onChange, onRemove }: RowProps) {
  const { t, word } = useWords('policies');
  const names = useNames();
  const contractors = contractorsOf(names, rule.parkCode);
  const codes = (group: string, list: readonly string[]) => list.map((value) => ({ value, label: word(group, value) }));
  const choose = (name: keyof PolicyRule, options: { value: string; label: string }[], needed = false) => (
    <Select
      allowClear={!needed}
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t(`scope.${name}`)}
      placeholder={t(`any.${name}`)}
      value={rule[name] as string | undefined}
      options={options}
      data-testid={`rule-${name}`}
      onChange={(value: string | undefined) => onChange((one) => changedRule(one, name, value, names))}
    />
  );
  return (
    <div className="rule-row" data-testid="rule">
      {choose('clock', codes('clock', CLOCK_NAMES), true)}
      {choose('priority', codes('priority', PRIORITIES))}
      {choose(
        'parkCode',
        names.parks.map((park) => ({ value: park.code, label: names.parkName(park.code) })),
      )}
      {choose(
        'contract',
        contractors.map((unit) => ({ value: unit.id, label: contractorName(unit, names) })),
      )}
      {choose('category', codes('category', [...new Set([...Object.keys(CATEGORIES), ...categoryCodes()])]))}
      {choose('complainantType', codes('complainantType', COMPLAINANT_TYPES))}
      <InputNumber
        aria-label={t('amount')}
        data-testid="rule-amount"
        min={0.1}
        max={100_000}
        value={rule.amount}
        onChange={(value) => value && onChange((one) => ({ ...one, amount: value }))}
      />
      {choose(
        'unit',
        ALLOWANCE_UNITS.map((value) => ({ value, label: t(`unitName.${value}`) })),
        true,
      )}
      <Button type="text" icon={<DeleteOutlined />} aria-label={t('removeRule')} onClick={onRemove} />
    </div>
  );
}
