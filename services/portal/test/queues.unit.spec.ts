import { QUEUES } from '../src/api/types';
import { byDeadline, countOf, filtersOf, withFilter } from '../src/office/queues/filters';
import type { SavedView } from '../src/api/office';
import { addressOf, keptFilters, shows } from '../src/office/queues/saved-views';

describe('the filters of a queue', () => {
  const of = (address: string, queue: (typeof QUEUES)[number] = 'all') =>
    filtersOf(new URLSearchParams(address), queue);
  it('stand in its address', () => {
    const filters = of('park=SH01&priority=P1,P2&category=facility&unit=u&sort=priority');
    expect(filters).toEqual({ park: 'SH01', priority: 'P1,P2', category: 'facility', unit: 'u', sort: 'priority' });
    expect(countOf(filters)).toBe(3);
  });
  it('are left out where the address asks for what there is not', () => {
    expect(of('priority=P1,P9&state=lost&channel=pigeon&sort=size&other=1')).toEqual({ priority: 'P1' });
  });
  it.each(QUEUES.filter(byDeadline))('but the park are none of the deadline queue %s', (queue) => {
    expect(of('park=SH01&priority=P1&sort=oldest', queue)).toEqual({ park: 'SH01' });
  });
  it('are set and taken away one by one', () => {
    const address = new URLSearchParams('park=SH01');
    const narrowed = withFilter(address, 'priority', ['P1', 'P2']);
    expect(filtersOf(narrowed, 'all')).toEqual({ park: 'SH01', priority: 'P1,P2' });
    expect(withFilter(narrowed, 'priority', []).toString()).toBe('park=SH01');
    expect(withFilter(narrowed, 'park', undefined).has('park')).toBe(false);
  });
});

describe('saved views', () => {
  const view: SavedView = { name: '急件', queue: 'unit', filters: { priority: 'P1,P2', sort: 'oldest' } };

  it('keep what narrows and orders a queue, and nothing else of its address', () => {
    const search = new URLSearchParams('sort=oldest&priority=P1,P9&park=SH01&utm=x&channel=fax');
    expect(keptFilters(search, 'unit')).toEqual({ park: 'SH01', priority: 'P1', sort: 'oldest' });
    expect(keptFilters(search, 'overdue')).toEqual({ park: 'SH01' });
  });
  it('lead to their queue with their filters', () => {
    expect(addressOf(view)).toBe('/office/queues/unit?priority=P1%2CP2&sort=oldest');
    expect(addressOf({ ...view, filters: {} })).toBe('/office/queues/unit');
  });
  it('are what is shown in whatever order the filters stand in the address', () => {
    expect(shows(view, '/office/queues/unit', '?sort=oldest&priority=P1,P2')).toBe(true);
    expect(shows(view, '/office/queues/unit', '?priority=P1,P2')).toBe(false);
    expect(shows(view, '/office/queues/all', '?sort=oldest&priority=P1,P2')).toBe(false);
  });
});
