import { useId, useState } from 'react';
import { ALLOWANCE_UNITS, type AllowanceUnit } from '../../api/deadlines';
import { useWords } from '../../common/use-words';
import type { WrittenAllowance } from './rules-draft';

interface Props {
  /** What the allowance is of, like "resolve deadline P3". */
  label: string;
  value: WrittenAllowance;
  /** Where nothing is written: what holds then. */
  placeholder?: string;
  /** What is wrong with it. A field in which nobody has written yet is not blamed, unless the person insists. */
  problem?: string;
  insist: boolean;
  testId: string;
  onChange: (change: Partial<WrittenAllowance>) => void;
}

/** An amount and its unit. Native controls: a table of forty antd selects is slow to draw and to read aloud. */
export function AllowanceInput({ label, value, placeholder, problem, insist, testId, onChange }: Props) {
  const { t } = useWords('policies');
  const messageId = useId();
  // Said as it is written, not when the field is left: a message that moves the page under a click loses the click.
  const [written, setWritten] = useState(false);
  const told = insist || written ? problem : undefined;
  return (
    <span className="allowance-input">
      <input
        id={testId}
        className="allowance-amount"
        inputMode="decimal"
        autoComplete="off"
        maxLength={12}
        aria-label={label}
        aria-invalid={told !== undefined}
        aria-describedby={told ? messageId : undefined}
        data-testid={testId}
        placeholder={placeholder}
        value={value.amount}
        onChange={({ target }) => {
          setWritten(true);
          onChange({ amount: target.value });
        }}
      />
      <select
        className="allowance-unit"
        aria-label={t('unitOf', { what: label })}
        data-testid={`${testId}-unit`}
        value={value.unit}
        onChange={({ target }) => onChange({ unit: target.value as AllowanceUnit })}
      >
        {ALLOWANCE_UNITS.map((unit) => (
          <option key={unit} value={unit}>
            {t(`unitName.${unit}`)}
          </option>
        ))}
      </select>
      {told && (
        <small id={messageId} className="field-problem">
          {told}
        </small>
      )}
    </span>
  );
}
