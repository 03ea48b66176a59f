import { Form, Input, Select } from 'antd';
import { CONTACT_MEANS, ROOT_CAUSES, SEVERITIES, URGENCIES } from '../../../api/types';
import { CATEGORIES } from '../../../common/categories';
import { ChoiceCards } from '../../../common/choice-cards';
import { useWords } from '../../../common/use-words';
import type { Names } from '../../directory';
import type { FieldName } from './catalog';

interface Props {
  command: string;
  field: FieldName;
  required: boolean;
  autoFocus: boolean;
  parkCode: string;
  names: Names;
}

const TEXT_LIMIT = 5000;
const CLOSING_OUTCOMES = ['resolved', 'resolved_partly', 'unresolved_exhausted'] as const;
const SHORT_CHOICES: Partial<Record<FieldName, { group: string; codes: readonly string[] }>> = {
  severity: { group: 'severity', codes: SEVERITIES },
  urgency: { group: 'urgency', codes: URGENCIES },
  means: { group: 'means', codes: CONTACT_MEANS },
  outcome: { group: 'outcome', codes: CLOSING_OUTCOMES },
};

/** One field of a command's form, by the name of the API. */
export function CommandField({ command, field, required, autoFocus, parkCode, names }: Props) {
  const { t, word } = useWords('case');
  const form = Form.useFormInstance();
  const label = t(`field.${command}.${field}`, { defaultValue: t(`field.${field}`) });
  const rules = [{ required, whitespace: isText(field), message: t('required', { field: label }) }];
  const testId = `field-${field}`;
  const shown = required ? label : `${label}${t('optional')}`;

  const choice = SHORT_CHOICES[field];
  if (choice) {
    return (
      <Form.Item name={field} label={shown} rules={rules}>
        <ChoiceCards
          compact
          testId={testId}
          label={label}
          options={choice.codes.map((code) => ({ value: code, title: word(choice.group, code) }))}
        />
      </Form.Item>
    );
  }
  switch (field) {
    case 'category':
      return (
        <Form.Item name={field} label={shown} rules={rules}>
          <Select showSearch={{ optionFilterProp: 'label' }} data-testid={testId} options={categoryOptions(word)} />
        </Form.Item>
      );
    case 'rootCause':
      return (
        <Form.Item name={field} label={shown} rules={rules}>
          <Select
            data-testid={testId}
            options={ROOT_CAUSES.map((code) => ({ value: code, label: word('rootCause', code) }))}
          />
        </Form.Item>
      );
    case 'unitId':
      return (
        <Form.Item name={field} label={shown} rules={rules}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            data-testid={testId}
            options={unitOptions(names, parkCode)}
            onChange={() => form.setFieldValue('handlerId', undefined)}
          />
        </Form.Item>
      );
    case 'handlerId':
      return (
        <Form.Item noStyle dependencies={['unitId']}>
          {() => (
            <Form.Item name={field} label={shown} rules={rules} extra={t('handlerHint')}>
              <Select
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                data-testid={testId}
                disabled={!form.getFieldValue('unitId')}
                options={(names.data?.staff ?? [])
                  .filter((person) => person.active !== false && person.unitId === form.getFieldValue('unitId'))
                  .map((person) => ({
                    value: person.id,
                    label: `${names.staffName(person.id)} · ${word('role', person.role)}`,
                  }))}
              />
            </Form.Item>
          )}
        </Form.Item>
      );
    default:
      return (
        <Form.Item
          name={field}
          label={shown}
          rules={[...rules, { max: TEXT_LIMIT, message: t('words:problem.code.too_long') }]}
        >
          <Input.TextArea autoFocus={autoFocus} autoSize={{ minRows: 3, maxRows: 10 }} data-testid={testId} />
        </Form.Item>
      );
  }
}

const isText = (field: FieldName): boolean =>
  ['text', 'question', 'answer', 'note', 'reason', 'referTo'].includes(field);

function categoryOptions(word: (group: string, code: string) => string) {
  return Object.entries(CATEGORIES).map(([first, rest]) => ({
    label: word('category', first),
    options: (rest.length > 0 ? rest.map((second) => `${first}.${second}`) : [first]).map((code) => ({
      value: code,
      label: word('category', code),
    })),
  }));
}

/** Units of the case's park first, then those of the group and the regions. */
function unitOptions(names: Names, parkCode: string) {
  const units = names.data?.units ?? [];
  const asOption = (unit: { id: string }) => ({ value: unit.id, label: names.unitName(unit.id) });
  const groups = [
    { label: names.parkName(parkCode), options: units.filter((unit) => unit.parkCode === parkCode).map(asOption) },
    { label: names.data?.group?.name ?? '', options: units.filter((unit) => !unit.parkCode).map(asOption) },
  ];
  return groups.filter((group) => group.options.length > 0);
}
