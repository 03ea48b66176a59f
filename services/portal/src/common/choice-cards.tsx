import { useId } from 'react';

interface Option {
  value: string;
  title: string;
  text?: string;
}

interface Props {
  options: readonly Option[];
  label: string;
  testId: string;
  /** Small pills in a row in place of cards. */
  compact?: boolean;
  /** Choosing the chosen one again takes it back. */
  clearable?: boolean;
  /** Given by the form. */
  id?: string;
  value?: string;
  onChange?: (value: string | undefined) => void;
}

/** Radio buttons with a large area to tap; native ones, so keyboard and screen readers work as everywhere. */
export function ChoiceCards({ options, label, testId, compact, clearable, id, value, onChange }: Props) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} id={id} className={compact ? 'choices choices-compact' : 'choices'}>
      {options.map((option) => (
        <label key={option.value} className="choice" data-testid={`${testId}-${option.value}`}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange?.(option.value)}
            onClick={() => clearable && value === option.value && onChange?.(undefined)}
          />
          <span className="choice-title">{option.title}</span>
          {option.text && <span className="choice-text">{option.text}</span>}
        </label>
      ))}
    </div>
  );
}
