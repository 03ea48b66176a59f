import { Alert, Form, Modal } from 'antd';
import type { CaseDetail } from '../../../api/types';
import { ProblemAlert } from '../../../common/page-states';
import { placeAtField } from '../../../common/place-at-field';
import { placeProblem } from '../../../common/problem-words';
import { useWords } from '../../../common/use-words';
import type { Names } from '../../directory';
import { COMMANDS, fieldsOf } from './catalog';
import { CommandField } from './command-field';
import { ConflictAlert } from './conflict-alert';
import { useCommand } from './use-command';
import { useEffect } from 'react';

interface Props {
  name: string;
  detail: CaseDetail;
  names: Names;
  onClose: () => void;
}

/** The form of one command. What was typed stays when the server refuses it. */
export function CommandDialog({ name, detail, names, onClose }: Props) {
  const { t, problem } = useWords('case');
  const [form] = Form.useForm<Record<string, string | undefined>>();
  const command = useCommand(detail, onClose);
  const definition = COMMANDS[name];
  const { error } = command;
  const fields: readonly string[] = definition ? fieldsOf(definition) : [];
  const atField = placeProblem(error, fields).field !== undefined;
  useEffect(() => {
    if (error && atField) placeAtField(form, error, fields, problem(error));
    // Once for each failure; the other values do not change while the dialog is open.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [error]);
  if (!definition) return null;

  const one = detail.case;
  const submit = (values: Record<string, string | undefined>): void => {
    const given = Object.entries(values).filter(([, value]) => value !== undefined && value.trim() !== '');
    command.give(name, Object.fromEntries(given));
  };
  return (
    <Modal
      open
      title={
        <span>
          {t(`command.${name}`)} <span className="quiet">{one.number}</span>
        </span>
      }
      okText={t(`command.${name}`)}
      cancelText={t('words:act.cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={command.isPending}
      okButtonProps={{ 'data-testid': 'command-submit', danger: definition.danger }}
      cancelButtonProps={{ 'data-testid': 'command-cancel' }}
      mask={{ closable: false }}
    >
      {definition.seenByComplainant && (
        <Alert type="info" showIcon className="stack-gap" title={t('seenByComplainant')} />
      )}
      <Form
        form={form}
        layout="vertical"
        data-testid={`form-${name}`}
        scrollToFirstError={{ focus: true }}
        initialValues={{
          category: one.category,
          severity: one.severity,
          urgency: one.urgency,
          unitId: name === 'dispatch' ? one.unitId : undefined,
          outcome: name === 'close' ? 'resolved' : undefined,
        }}
        onFinish={submit}
      >
        {fieldsOf(definition).map((field, index) => (
          <CommandField
            key={field}
            command={name}
            field={field}
            required={definition.required.includes(field)}
            autoFocus={index === 0}
            parkCode={one.parkCode}
            names={names}
          />
        ))}
      </Form>
      {command.conflict ? (
        <ConflictAlert conflict={command.conflict} command={name} names={names} onContinue={command.again} />
      ) : (
        !atField && <ProblemAlert error={error} />
      )}
    </Modal>
  );
}
