import fc from 'fast-check';
import { faultOfView, MOST_VIEWS, withoutView, withView, type SavedView } from '../src/domain/saved-views';

const view = (name: string, change: Partial<SavedView> = {}): SavedView => ({
  name,
  queue: 'unit',
  filters: { priority: 'P1' },
  ...change,
});
const names = (views: readonly SavedView[] | undefined) => views?.map(({ name }) => name);

describe('saved views', () => {
  it('stand in the order in which they were first saved', () => {
    expect(names(withView([view('急件')], view('电梯')))).toEqual(['急件', '电梯']);
  });
  it('are replaced where they stand by one of the same name, white space around it aside', () => {
    const repairs = view('a', { filters: { kind: 'repair' } });
    expect(withView([view('a'), view('b')], { ...repairs, name: ' a ' })).toEqual([repairs, view('b')]);
  });
  it('are the same where the same name is written in two ways', () => {
    expect(names(withView([view('caf\u00e9')], view('cafe\u0301')))).toEqual(['caf\u00e9']);
  });
  it('are at most 50; one that is there may still be replaced', () => {
    const full = Array.from({ length: MOST_VIEWS }, (_, at) => view(`v${at}`));
    expect(withView(full, view('one more'))).toBeUndefined();
    expect(withView(full, view('v7', { queue: 'all' }))?.[7]?.queue).toBe('all');
  });
  it('are forgotten by name, and what there is not is forgotten already', () => {
    expect(names(withoutView([view('a'), view('b')], ' a'))).toEqual(['b']);
    expect(names(withoutView([view('b')], 'a'))).toEqual(['b']);
  });
  it('never are two of one name, whatever is saved in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 3 })), (given) => {
        const kept = given.reduce<readonly SavedView[]>((views, name) => withView(views, view(name)) ?? views, []);
        expect(new Set(names(kept)).size).toBe(kept.length);
        expect(kept.length).toBeLessThanOrEqual(MOST_VIEWS);
      }),
    );
  });

  it.each<[string, Partial<SavedView>, string | undefined, string | undefined]>([
    ['60 characters of a name', { name: '梯'.repeat(60) }, undefined, undefined],
    ['60 characters outside the basic plane', { name: '🛗'.repeat(60) }, undefined, undefined],
    ['a name that is too long', { name: 'x'.repeat(61) }, 'text_too_long', 'name'],
    ['an empty name', { name: '  ' }, 'missing_field', 'name'],
    ['a name of two lines', { name: 'a\nb' }, 'text_hidden', 'name'],
    ['a name that turns its direction', { name: 'a\u202eb' }, 'text_hidden', 'name'],
    ['no queue', { queue: '' }, 'missing_field', 'queue'],
    ['a filter that is too long', { filters: { unit: 'x'.repeat(501) } }, 'filters_too_long', 'filters'],
    [
      'more filters than there are',
      { filters: Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`f${at}`, 'x'])) },
      'filters_too_long',
      'filters',
    ],
  ])('judges %s', (_what, change, code, field) => {
    const fault = faultOfView(view('a', change));
    expect([fault?.code, fault?.field]).toEqual([code, field]);
  });
});
