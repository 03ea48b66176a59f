import { QUEUES } from '../src/api/types';
import { byDeadline, countOf, filtersOf, withFilter } from '../src/office/queues/filters';
import { addressOf, readViews, removeView, saveView, type SavedView } from '../src/office/queues/saved-views';

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
  const memory = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
  };
  const view = (name: string, search = 'priority=P1'): SavedView => ({ name, queue: 'unit', search });

  it('are kept per person, in the order in which they were saved', () => {
    const store = memory();
    saveView(store, 's1', view('急件'));
    saveView(store, 's1', view(' 电梯 ', 'category=facility.lift'));
    expect(readViews(store, 's1').map(({ name }) => name)).toEqual(['急件', '电梯']);
    expect(readViews(store, 's2')).toEqual([]);
  });
  it('of the same name replace each other in their place', () => {
    const store = memory();
    saveView(store, 's', view('a'));
    saveView(store, 's', view('b'));
    expect(saveView(store, 's', view('a', 'kind=repair'))).toEqual([view('a', 'kind=repair'), view('b')]);
  });
  it('are forgotten by their name', () => {
    const store = memory();
    saveView(store, 's', view('a'));
    expect(removeView(store, 's', 'a')).toEqual([]);
    expect(readViews(store, 's')).toEqual([]);
  });
  it('are at most 30', () => {
    const store = memory();
    for (let index = 0; index < 32; index++) saveView(store, 's', view(`v${index}`));
    const names = readViews(store, 's').map(({ name }) => name);
    expect([names.length, names[0], names.at(-1)]).toEqual([30, 'v2', 'v31']);
  });
  it.each([['not JSON'], ['{}'], ['[1, null, {"name": "x"}, {"name": "x", "queue": "lost", "search": ""}]']])(
    'are none when the browser keeps %s',
    (text) => {
      const store = { getItem: () => text, setItem: () => undefined };
      expect(readViews(store, 's')).toEqual([]);
    },
  );
  it('lead to their queue', () => {
    expect(addressOf(view('a'))).toBe('/office/queues/unit?priority=P1');
    expect(addressOf({ ...view('a'), search: '' })).toBe('/office/queues/unit');
  });
});
