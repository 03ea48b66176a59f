import { Alert, Form, Modal } from 'antd';
import { useEffect, useRef } from 'react';
import type { CaseDetail } from '../../../api/types';
import { focusFirstField } from '../../../common/focus';
import { ProblemAlert } from '../../../common/page-states';
import { placeAtField } from '../../../common/place-at-field';
import { placeProblem } from '../../../common/problem-words';
import { useWords } from '../../../common/use-words';
import type { Names } from '../../directory';
import { COMMANDS } from './catalog';
import { CommandField } from './command-field';
import { ConflictAlert } from './conflict-alert';
import { bodyOf, type FormValues } from './fields';
import { startingValues } from './starting-values';
import { useCommand } from './use-command';

interface Props {
  name: string;
  /** The thing on the case that is meant, where the command came from its place on the page. */
  part?: string;
  detail: CaseDetail;
  names: Names;
  onClose: () => void;
}

/** The form of one command. What was typed stays when the server refuses it. */
export function CommandDialog({ name, part, detail, names, onClose }: Props) {
  const { t, problem } = useWords('case');
  const [form] = Form.useForm<FormValues>();
  const body = useRef<HTMLDivElement>(null);
  const command = useCommand(detail, onClose);
  const definition = COMMANDS[name];
  const { error } = command;
  const fields = definition?.fields ?? [];
  const fieldNames = fields.map((field) => field.name);
  const atField = placeProblem(error, fieldNames).field !== undefined;
  useEffect(() => {
    if (error && atField) placeAtField(form, error, fieldNames, problem(error));
    // Once for each failure; the other values do not change while the dialog is open.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [error]);
  if (!definition) return null;
  return (
    <Modal
      open
      title={
        <span>
          {t(`command.${name}`)} <span className="quiet">{detail.case.number}</span>
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
      // By itself the dialog begins at its closing cross: who writes at once would write nowhere, and Enter would close it.
      afterOpenChange={(open) => open && focusFirstField(body.current)}
    >
      <div ref={body}>
        {definition.seenByComplainant && (
          <Alert type="info" showIcon className="stack-gap" title={t('seenByComplainant')} />
        )}
        <Form
          form={form}
          layout="vertical"
          data-testid={`form-${name}`}
          scrollToFirstError={{ focus: true }}
          initialValues={startingValues(name, detail, part)}
          onFinish={(values: FormValues) => command.give(name, bodyOf(fields, values))}
        >
          {fields.map((field) => (
            <CommandField key={field.name} command={name} field={field} detail={detail} names={names} />
          ))}
        </Form>
        {command.conflict ? (
          <ConflictAlert conflict={command.conflict} command={name} names={names} onContinue={command.again} />
        ) : (
          !atField && <ProblemAlert error={error} />
        )}
      </div>
    </Modal>
  );
}
