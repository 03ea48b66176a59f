import fc from 'fast-check';
import { searchTerms, searchTokens } from '../src/application/search-terms';

const number = 'SH01-20260302-00042';
const tokens = (description: string, place = '') => searchTokens({ number, description, place });

/** Whether a case with the text would be found by the tokens of the query. */
function isFound(query: string, description: string, place = ''): boolean {
  const has = tokens(description, place);
  return searchTerms(query).every(({ ways }) => ways.some((way) => way.tokens.every((token) => has.includes(token))));
}

it('cuts a number into its parts, with and without leading zeros', () => {
  expect(tokens('')).toEqual(['sh01-20260302-00042', 'sh01', '20260302', '00042', '42']);
});

it('keeps two neighbouring Chinese characters together, and words as they are', () => {
  expect(tokens('3号楼 Lift坏了').slice(5)).toEqual(['3', '3号', '号楼', 'lift', 'lift坏', '坏了']);
});

it('keeps no single Chinese character and nothing across a stop', () => {
  expect(tokens('漏。水').slice(5)).toEqual([]);
});

it('writes a place in pinyin, in full and by initials, whole and by its parts', () => {
  const place = tokens('', '桂花苑3号');
  expect(place).toEqual(expect.arrayContaining(['py:guihuayuan', 'py:ghy', 'py:guihua', 'py:hy']));
});

it('bounds the tokens of the longest text', () => {
  const long = Array.from({ length: 5_000 }, (_, n) => String.fromCodePoint(0x4e00 + n)).join('');
  expect(tokens(long, long.slice(0, 200)).length).toBeLessThan(500);
});

it('finds every stretch of the text that is long enough', () => {
  const texts = fc.stringMatching(/^[电梯困人漏水空调3b2 ]{2,30}$/);
  fc.assert(
    fc.property(texts, fc.nat(29), fc.integer({ min: 2, max: 8 }), (text, from, length) => {
      // A word of letters or figures is found whole: cut within one, a stretch means another word.
      const query = text.slice(from, from + length);
      const cutsWord = /[0-9a-z]$/.test(text.slice(0, from)) && /^[0-9a-z]/.test(query);
      const cutsEnd = /[0-9a-z]$/.test(query) && /^[0-9a-z]/.test(text.slice(from + length));
      const hasSingle = (query.match(/[^\s]+/g) ?? []).some((word) => /^\p{Script=Han}$/u.test(word));
      fc.pre(query.trim() !== '' && !cutsWord && !cutsEnd && !hasSingle);
      expect(isFound(query, text)).toBe(true);
    }),
  );
});

it('makes of any text terms, or says what is wrong with it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      try {
        expect(searchTerms(text).length).toBeLessThanOrEqual(8);
      } catch (error) {
        expect(error).toMatchObject({ kind: 'InvalidInput', field: 'text' });
      }
    }),
  );
});
