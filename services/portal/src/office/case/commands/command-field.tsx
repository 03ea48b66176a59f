import { Form, Input, InputNumber, Select } from 'antd';
import type { CaseDetail } from '../../../api/types';
import { CATEGORIES } from '../../../common/categories';
import { ChoiceCards } from '../../../common/choice-cards';
import { useWords } from '../../../common/use-words';
import type { Names } from '../../directory';
import type { Field } from './fields';
import { colleagueOptions, memberOptions, personOptions, unitOptions } from './people-options';
import { partsFor } from './parts';

interface Props {
  command: string;
  field: Field;
  detail: CaseDetail;
  names: Names;
}

const TEXT_LIMIT = 5000;

/** One field of a command's form, by the name of the API. */
export function CommandField(props: Props) {
  const { command, field, detail } = props;
  const { t } = useWords('case');
  const { name, required } = field;
  const label = t(`field.${command}.${name}`, { defaultValue: t(`field.${name}`) });
  const rules = [
    { required, whitespace: field.kind === 'text', message: t('required', { field: label }) },
    ...(field.kind === 'text' ? [{ max: TEXT_LIMIT, message: t('words:problem.code.too_long') }] : []),
  ];
  const item = { name, label: required ? label : `${label}${t('optional')}`, rules };
  if (field.kind === 'part' && partsFor(command, detail.file).length < 2) {
    return (
      <Form.Item name={name} hidden>
        <Input />
      </Form.Item>
    );
  }
  if (field.kind === 'member') {
    return (
      <Form.Item noStyle dependencies={['unitId']}>
        {() => (
          <Form.Item {...item} extra={t('handlerHint')}>
            <FieldInput {...props} label={label} />
          </Form.Item>
        )}
      </Form.Item>
    );
  }
  const hint = t(`hint.${command}.${name}`, { defaultValue: '' });
  return (
    <Form.Item {...item} extra={hint || undefined}>
      <FieldInput {...props} label={label} />
    </Form.Item>
  );
}

type InputProps = Props & {
  label: string;
  // Given by the form.
  id?: string;
  value?: never;
  onChange?: (value: unknown) => void;
};

function FieldInput({ command, field, detail, names, label, ...given }: InputProps) {
  const { t, word } = useWords('case');
  const form = Form.useFormInstance();
  const testId = `field-${field.name}`;
  const found = { showSearch: { optionFilterProp: 'label' }, 'data-testid': testId };
  switch (field.kind) {
    case 'choice':
    case 'yesNo': {
      const codes = field.kind === 'yesNo' ? ['yes', 'no'] : (field.codes ?? []);
      const title = (code: string): string =>
        field.kind === 'yesNo'
          ? t(`yesNo.${field.name}.${code}`, { defaultValue: t(`yesNo.${code}`) })
          : word(field.group ?? '', code);
      const options = codes.map((code) => ({ value: code, title: title(code) }));
      return <ChoiceCards compact testId={testId} label={label} options={options} {...given} />;
    }
    case 'list': {
      const options = (field.codes ?? []).map((code) => ({ value: code, label: word(field.group ?? '', code) }));
      return <Select data-testid={testId} allowClear={!field.required} options={options} {...given} />;
    }
    case 'category':
      return <Select {...found} options={categoryOptions(word)} {...given} />;
    case 'unit': {
      const choose = (value: unknown): void => {
        form.setFieldValue('handlerId', undefined);
        given.onChange?.(value);
      };
      return (
        <Select
          {...found}
          allowClear={!field.required}
          options={unitOptions(names, detail.case.parkCode)}
          {...given}
          onChange={choose}
        />
      );
    }
    case 'member': {
      const unitId = form.getFieldValue('unitId') as string | undefined;
      return (
        <Select {...found} allowClear disabled={!unitId} options={memberOptions(names, unitId, word)} {...given} />
      );
    }
    case 'colleague':
      return <Select {...found} options={colleagueOptions(names, detail.case, word)} {...given} />;
    case 'person':
    case 'people': {
      const mode = field.kind === 'people' ? ('multiple' as const) : undefined;
      return <Select {...found} mode={mode} options={personOptions(names, detail.case.parkCode, word)} {...given} />;
    }
    case 'part': {
      const options = partsFor(command, detail.file).map(({ id, text }) => ({ value: id, label: text }));
      return <Select data-testid={testId} options={options} {...given} />;
    }
    case 'references':
      return <Select mode="tags" open={false} suffixIcon={null} data-testid={testId} {...given} />;
    case 'moment':
      return <Input type="datetime-local" data-testid={testId} {...given} />;
    case 'day':
      return <Input type="date" data-testid={testId} {...given} />;
    case 'yuan':
      return (
        <InputNumber
          className="wide"
          min={0}
          max={10_000_000}
          precision={2}
          prefix="¥"
          data-testid={testId}
          {...given}
        />
      );
    case 'count':
      return <InputNumber className="wide" min={0} max={1_000_000} precision={0} data-testid={testId} {...given} />;
    case 'caseNumber':
      return <Input placeholder="SH01-20260520-00042" data-testid={testId} {...given} />;
    case 'text':
      return <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} data-testid={testId} {...given} />;
  }
}

function categoryOptions(word: (group: string, code: string) => string) {
  return Object.entries(CATEGORIES).map(([first, rest]) => ({
    label: word('category', first),
    options: (rest.length > 0 ? rest.map((second) => `${first}.${second}`) : [first]).map((code) => ({
      value: code,
      label: word('category', code),
    })),
  }));
}
