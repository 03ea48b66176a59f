import { Form, Input, Select } from 'antd';
import { COMPLAINANT_TYPES, IDENTITIES, KINDS, PREFERRED_CHANNELS, type Identity } from '../api/types';
import { ChoiceCards } from './choice-cards';
import { addTexts } from '../i18n/setup';
import en from './complaint-fields.en.json';
import zh from './complaint-fields.zh.json';
import { useWords } from './use-words';

addTexts('complaintFields', zh, en);

export const DESCRIPTION_LIMIT = 5000;

/** Fields of the form, by the names that the API uses for them. */
export const COMPLAINT_FIELDS = [
  'parkCode',
  'channel',
  'kind',
  'complainantType',
  'description',
  'place',
  'occurredAt',
  'categoryHint',
  'identity',
  'contact.name',
  'contact.phone',
  'contact.email',
  'contact.preferredChannel',
  'contact',
] as const;

/** Which park; `disabled` while the list is loading. */
export function ParkField({
  parks,
  loading,
}: {
  parks: readonly { code: string; name: string; nameEn?: string; city?: string }[];
  loading: boolean;
}) {
  const { t, nameOf } = useWords('complaintFields');
  return (
    <Form.Item name="parkCode" label={t('park')} rules={[{ required: true, message: t('parkRequired') }]}>
      <Select
        size="large"
        data-testid="file-park"
        loading={loading}
        placeholder={t('parkPlaceholder')}
        showSearch={{ optionFilterProp: 'search' }}
        options={parks.map((park) => ({
          value: park.code,
          label: nameOf(park),
          search: `${park.code} ${park.name} ${park.nameEn ?? ''} ${park.city ?? ''}`,
        }))}
      />
    </Form.Item>
  );
}

/** Whether the person at the form files for himself, or staff write down what somebody else says. */
type Filer = 'self' | 'other';

/** What it is about: kind, description, place and time. */
export function MatterFields({ about = 'self' }: { about?: Filer }) {
  const { t, word } = useWords('complaintFields');
  return (
    <>
      <Form.Item name="kind" label={t('kind')}>
        <ChoiceCards
          compact
          testId="file-kind"
          label={t('kind')}
          options={KINDS.map((kind) => ({ value: kind, title: word('kind', kind) }))}
        />
      </Form.Item>
      <Form.Item
        name="description"
        label={t('description')}
        rules={[
          { required: true, whitespace: true, message: t('descriptionRequired') },
          { max: DESCRIPTION_LIMIT, message: t('descriptionTooLong') },
        ]}
      >
        {/* JavaScript counts a text in UTF-16 units, as the limit does. */}
        <Input.TextArea
          data-testid="file-description"
          autoSize={{ minRows: 5, maxRows: 14 }}
          count={{ show: true, max: DESCRIPTION_LIMIT, strategy: (text) => text.length }}
          placeholder={t('descriptionPlaceholder')}
        />
      </Form.Item>
      <Form.Item name="place" label={t('place')} rules={[{ max: 200, message: t('placeTooLong') }]}>
        <Input size="large" data-testid="file-place" placeholder={t('placePlaceholder')} />
      </Form.Item>
      <Form.Item
        name="occurredAt"
        label={t('occurredAt')}
        rules={[
          {
            validator: (_rule, value: string | undefined) =>
              value && Date.parse(value) > Date.now()
                ? Promise.reject(new Error(t('occurredAtFuture')))
                : Promise.resolve(),
          },
        ]}
      >
        <Input size="large" type="datetime-local" data-testid="file-occurred-at" />
      </Form.Item>
      <Form.Item name="complainantType" label={t(`complainantType.${about}`)}>
        <ChoiceCards
          compact
          clearable
          testId="file-complainant-type"
          label={t(`complainantType.${about}`)}
          options={COMPLAINANT_TYPES.map((type) => ({ value: type, title: word('complainantType', type) }))}
        />
      </Form.Item>
    </>
  );
}

/** Who it is from: the three identities in plain words, and contact fields where the choice has any. */
export function IdentityFields({ about = 'self' }: { about?: Filer }) {
  const { t, word } = useWords('complaintFields');
  const form = Form.useFormInstance();
  const identity = Form.useWatch<Identity | undefined>('identity', form);
  const reachable = {
    validator: () => {
      const contact = (form.getFieldValue('contact') ?? {}) as { phone?: string; email?: string };
      return contact.phone?.trim() || contact.email?.trim()
        ? Promise.resolve()
        : Promise.reject(new Error(t('reachable')));
    },
  };
  return (
    <>
      <Form.Item name="identity" label={t(`identity.${about}`)}>
        <ChoiceCards
          testId="file-identity"
          label={t(`identity.${about}`)}
          options={IDENTITIES.map((value) => ({
            value,
            title: word('identity', value),
            text: t(`identityText.${about}.${value}`),
          }))}
        />
      </Form.Item>
      {identity === 'anonymous' ? (
        <p className="note" data-testid="file-anonymous-note">
          {t(`anonymousNote.${about}`)}
        </p>
      ) : (
        <>
          <Form.Item name={['contact', 'name']} label={t('name')} rules={[{ max: 100, message: t('nameTooLong') }]}>
            <Input size="large" autoComplete="name" data-testid="file-name" />
          </Form.Item>
          <Form.Item
            name={['contact', 'phone']}
            label={t('phone')}
            dependencies={[['contact', 'email']]}
            rules={[reachable, { pattern: /^[+\d][\d\s()-]{4,29}$/, message: t('phoneInvalid') }]}
          >
            <Input size="large" type="tel" inputMode="tel" autoComplete="tel" data-testid="file-phone" />
          </Form.Item>
          <Form.Item
            name={['contact', 'email']}
            label={t('email')}
            rules={[{ type: 'email', message: t('emailInvalid') }]}
          >
            <Input size="large" type="email" inputMode="email" autoComplete="email" data-testid="file-email" />
          </Form.Item>
          <Form.Item name={['contact', 'preferredChannel']} label={t(`preferred.${about}`)}>
            <Select
              size="large"
              allowClear
              data-testid="file-preferred"
              placeholder={t('preferredAny')}
              options={PREFERRED_CHANNELS.map((value) => ({ value, label: word('means', value) }))}
            />
          </Form.Item>
        </>
      )}
    </>
  );
}
