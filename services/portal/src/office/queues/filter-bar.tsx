import { FilterOutlined } from '@ant-design/icons';
import { Badge, Button, Select } from 'antd';
import { useState } from 'react';
import { CHANNELS, KINDS, PRIORITIES, SORTS, STATES } from '../../api/types';
import type { QueueFilters } from '../../api/office';
import { CATEGORIES } from '../../common/categories';
import { useWords } from '../../common/use-words';
import type { Names } from '../directory';
import { countOf, type FilterName } from './filters';

interface Props {
  filters: QueueFilters;
  names: Names;
  onChange: (name: string, value: string | readonly string[] | undefined) => void;
  onClear: () => void;
}

/** Narrows a queue and orders it. */
export function FilterBar({ filters, names, onChange, onClear }: Props) {
  const { t } = useWords('queues');
  const count = countOf(filters);
  const [open, setOpen] = useState(count > 0);
  return (
    <div className="filter-bar">
      <div className="filter-row">
        <Badge count={count} size="small">
          <Button
            icon={<FilterOutlined />}
            aria-expanded={open}
            data-testid="filters-open"
            onClick={() => setOpen(!open)}
          >
            {t('filters')}
          </Button>
        </Badge>
        <Select
          data-testid="queue-sort"
          aria-label={t('sort')}
          className="sort"
          value={filters.sort ?? 'newest'}
          options={SORTS.map((value) => ({ value, label: t(`sorts.${value}`) }))}
          onChange={(value: string) => onChange('sort', value === 'newest' ? undefined : value)}
        />
        {count > 0 && (
          <Button type="link" onClick={onClear} data-testid="filters-clear">
            {t('clearFilters')}
          </Button>
        )}
      </div>
      {open && <Filters filters={filters} names={names} onChange={onChange} />}
    </div>
  );
}

function Filters({ filters, names, onChange }: Omit<Props, 'onClear'>) {
  const { t, word } = useWords('queues');
  const codes = (group: string, list: readonly string[]) => list.map((value) => ({ value, label: word(group, value) }));
  const units = (names.data?.units ?? []).filter((unit) => !filters.park || unit.parkCode === filters.park);
  const people = (names.data?.staff ?? []).filter((one) =>
    filters.unit ? one.unitId === filters.unit : !filters.park || one.parkCodes.includes(filters.park),
  );
  const several = (name: 'priority' | 'state', list: readonly string[]) => (
    <Select
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      data-testid={`filter-${name}`}
      aria-label={t(`filter.${name}`)}
      placeholder={t(`filter.${name}`)}
      value={filters[name]?.split(',') ?? []}
      options={codes(name, list)}
      onChange={(value: string[]) => onChange(name, value)}
    />
  );
  const one = (name: FilterName, options: { value: string; label: string }[]) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      data-testid={`filter-${name}`}
      aria-label={t(`filter.${name}`)}
      placeholder={t(`filter.${name}`)}
      value={filters[name]}
      options={options}
      onChange={(value: string | undefined) => onChange(name, value)}
    />
  );
  return (
    <div className="filters" data-testid="filters">
      {several('priority', PRIORITIES)}
      {several('state', STATES)}
      {one('category', categoryOptions(word))}
      {one(
        'unit',
        units.map((unit) => ({ value: unit.id, label: names.unitName(unit.id) })),
      )}
      {one(
        'handler',
        people.map((person) => ({ value: person.id, label: names.staffName(person.id) })),
      )}
      {one('channel', codes('channel', CHANNELS))}
      {one('kind', codes('kind', KINDS))}
    </div>
  );
}

/** A first level stands for all that is below it. */
function categoryOptions(word: (group: string, code: string) => string) {
  return Object.entries(CATEGORIES).flatMap(([first, rest]) => [
    { value: first, label: word('category', first) },
    ...rest.map((second) => ({
      value: `${first}.${second}`,
      label: `${word('category', first)} / ${word('category', `${first}.${second}`)}`,
    })),
  ]);
}
