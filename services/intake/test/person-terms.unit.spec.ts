import { personTerms, termsMeant } from '../src/application/person-terms';

describe('a person is found', () => {
  it.each<[string, string[]]>([
    ['王小明', ['name:王小明', 'py:wangxiaoming', 'py:wxm']],
    // As a surname it is not said like the word.
    ['单雄信', ['name:单雄信', 'py:shanxiongxin', 'py:sxx']],
    [' John  Smith ', ['name:johnsmith', 'name:john', 'name:smith']],
    ['', []],
  ])('by the name %s', (name, terms) => {
    expect(personTerms({ name })).toEqual(terms);
  });

  it.each<[string, string[]]>([
    ['138-0013-8000', ['phone:13800138000', 'tail:8000']],
    ['+86 138 0013 8000', ['phone:13800138000', 'tail:8000']],
    ['021-5555 1234 转 88', ['phone:02155551234', 'tail:1234']],
  ])('by the number %s', (phone, terms) => {
    expect(personTerms({ phone })).toEqual(terms);
  });
});

describe('a word that was typed', () => {
  it.each<[string, string[]]>([
    ['王小明', ['name:王小明']],
    ['WXM', ['name:wxm', 'py:wxm']],
    ['wangxiaoming', ['name:wangxiaoming', 'py:wangxiaoming']],
    ['8000', ['tail:8000']],
    ['13800138000', ['phone:13800138000']],
    ['+8613800138000', ['phone:13800138000']],
    ['漏', []],
    ['12', []],
    ['b2', []],
    ['', []],
    ['sh01-20260302-00001', []],
  ])('%j may mean %j', (word, terms) => {
    expect(termsMeant(word)).toEqual(terms);
  });

  it.each(['王小明', '欧阳锋', 'Smith'])('finds the person %s by name and by number', (name) => {
    const terms = personTerms({ name, phone: '13800138000' });
    for (const word of [name, '13800138000', '8000']) {
      expect(terms.some((term) => termsMeant(word).includes(term))).toBe(true);
    }
  });
});
