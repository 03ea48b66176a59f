import { useMutation } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import {
  CLOCK_NAMES,
  previewDeadlines,
  type DeadlineQuestion,
  type PolicyContent,
  type PreviewedClock,
} from '../../api/deadlines';
import { COMPLAINANT_TYPES, PRIORITIES, type Priority } from '../../api/types';
import { categoryCodes } from '../../common/categories';
import { ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';
import { asLocalInput } from '../case/commands/fields';
import { useNames } from '../directory';
import { changedRule, contractorsOf } from './contractors';

/** A case that comes in: what special rules may look at. */
type Imagined = Pick<DeadlineQuestion, 'parkCode' | 'startAt' | 'category' | 'contract' | 'complainantType'>;
type Deadlines = Partial<Record<Priority, { before: PreviewedClock[]; after: PreviewedClock[] }>>;

/** Deadlines of one case for each priority, by the rules in force and by the draft. */
async function compare(imagined: Imagined, draftPolicy: PolicyContent): Promise<Deadlines> {
  const rows = await Promise.all(
    PRIORITIES.map(async (priority) => {
      const question = { ...imagined, priority, allowProvisional: true };
      const [before, after] = await Promise.all([
        previewDeadlines(question),
        previewDeadlines({ ...question, draftPolicy }),
      ]);
      return [priority, { before: before.clocks ?? [], after: after.clocks ?? [] }] as const;
    }),
  );
  return Object.fromEntries(rows);
}

/** The deadlines of a case that comes in at a given moment, before and after. */
export function FreshCase({ draft }: { draft: PolicyContent | undefined }) {
  const { t, word } = useWords('policies');
  const names = useNames();
  const [chosen, setChosen] = useState<Partial<Imagined>>({});
  const [start, setStart] = useState(() => asLocalInput(new Date().toISOString()));
  const parkCode = chosen.parkCode ?? names.parks[0]?.code ?? '';
  const trial = useMutation({
    mutationFn: (tried: PolicyContent) =>
      compare({ ...chosen, parkCode, startAt: new Date(start).toISOString() }, tried),
  });
  const choose = (change: Partial<Imagined>): void => {
    trial.reset();
    setChosen((now) => changedRule({ ...now, ...change }, 'parkCode', change.parkCode ?? now.parkCode, names));
  };
  const coded = (group: string, codes: readonly string[]) =>
    codes.map((value) => ({ value, label: word(group, value) }));
  const categories = coded('category', categoryCodes());
  const complainants = coded('complainantType', COMPLAINANT_TYPES);
  const contractors = contractorsOf(names, parkCode).map(({ id }) => ({ value: id, label: names.unitName(id) }));
  return (
    <>
      <h4>{t('fresh')}</h4>
      <p className="quiet">{t('effectHint')}</p>
      <div className="page-filters">
        <Select
          className="park-filter"
          data-testid="draft-park"
          aria-label={t('scope.parkCode')}
          value={parkCode || undefined}
          onChange={(code: string) => choose({ parkCode: code })}
          options={names.parks.map((one) => ({ value: one.code, label: names.parkName(one.code) }))}
        />
        <Scope name="category" value={chosen.category} options={categories} onChange={choose} />
        <Scope name="contract" value={chosen.contract} options={contractors} onChange={choose} />
        <Scope name="complainantType" value={chosen.complainantType} options={complainants} onChange={choose} />
        <Input
          type="datetime-local"
          className="moment"
          aria-label={t('receivedAt')}
          value={start}
          onChange={({ target }) => {
            trial.reset();
            setStart(target.value);
          }}
        />
        <Button
          disabled={!draft || !parkCode || !start}
          loading={trial.isPending}
          data-testid="draft-try"
          onClick={() => draft && trial.mutate(draft)}
        >
          {t('tryDraft')}
        </Button>
      </div>
      <ProblemAlert error={trial.error} />
      {/* An answer is of the draft that was asked about. */}
      {trial.data && trial.variables === draft && <Comparison deadlines={trial.data} />}
    </>
  );
}

interface ScopeProps {
  name: 'category' | 'contract' | 'complainantType';
  value: string | undefined;
  options: { value: string; label: string }[];
  onChange: (change: Partial<Imagined>) => void;
}

/** One thing that the case may be; left out, it is nothing in particular. */
function Scope({ name, value, options, onChange }: ScopeProps) {
  const { t } = useWords('policies');
  return (
    <Select
      allowClear
      className="scope-filter"
      showSearch={{ optionFilterProp: 'label' }}
      data-testid={`draft-${name}`}
      aria-label={t(`scope.${name}`)}
      placeholder={t(`scope.${name}`)}
      value={value}
      options={options}
      onChange={(code: string | undefined) => onChange({ [name]: code })}
    />
  );
}

function Comparison({ deadlines }: { deadlines: Deadlines }) {
  const { t, word, dateTime } = useWords('policies');
  const find = (clocks: readonly PreviewedClock[] | undefined, name: string): string =>
    dateTime(clocks?.find((clock) => clock.name === name)?.dueAt) || '—';
  return (
    <div className="scrolls">
      <table className="allowances" data-testid="comparison">
        <thead>
          <tr>
            <th scope="col">{t('clock')}</th>
            {PRIORITIES.map((priority) => (
              <th key={priority} scope="col">
                {priority}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {CLOCK_NAMES.map((name) => (
            <tr key={name}>
              <th scope="row">{word('clock', name)}</th>
              {PRIORITIES.map((priority) => {
                const before = find(deadlines[priority]?.before, name);
                const after = find(deadlines[priority]?.after, name);
                return (
                  <td key={priority}>
                    {before === after ? (
                      before
                    ) : (
                      <>
                        <del>{before}</del> <strong>{after}</strong>
                      </>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
