import { mayHear } from '../src/domain/audience';
import { createEventRing, type LiveEvent } from '../src/domain/event-ring';
import { maskForPublic } from '../src/domain/public-text';
import { faultOfText } from '../src/domain/text-rules';

const event = (n: number): LiveEvent => ({ event: 'case', data: { n }, groupId: 'g', parkCode: 'SH01' });

describe('the kept events', () => {
  it('give what came after an id, oldest first', () => {
    const ring = createEventRing('a', 3);
    const [first] = [1, 2, 3].map((n) => ring.add(event(n)));
    expect(first?.id).toBe('a.1');
    expect(ring.since('a.1')).toMatchObject([{ data: { n: 2 } }, { data: { n: 3 } }]);
    expect(ring.since('a.3')).toEqual([]);
  });

  it('begin anew where the id is too old, from another process, from the future, or no id at all', () => {
    const ring = createEventRing('a', 3);
    for (let n = 1; n <= 5; n += 1) ring.add(event(n));
    expect(ring.since('a.2')).toMatchObject([{ data: { n: 3 } }, { data: { n: 4 } }, { data: { n: 5 } }]);
    for (const id of ['a.1', 'b.4', 'a.6', 'a.x', 'a.-1', 'nonsense', 'a.']) {
      expect([id, ring.since(id)]).toEqual([id, 'reset']);
    }
  });
});

describe('an event', () => {
  const listener = { subject: 's1', groupId: 'g', parks: ['SH01'] };
  it.each<[string, LiveEvent, boolean]>([
    ['of his park', event(1), true],
    ['of another park', { ...event(1), parkCode: 'SH02' }, false],
    ['of another group', { ...event(1), groupId: 'h' }, false],
    ['for himself', { ...event(1), staffId: 's1', parkCode: '' }, true],
    ['for another person of his park', { ...event(1), staffId: 's2' }, false],
  ])('%s is heard: %s', (_what, one, heard) => {
    expect(mayHear(listener, one)).toBe(heard);
  });

  it('of any park is heard by who may see all', () => {
    expect(mayHear({ ...listener, parks: 'all' }, { ...event(1), parkCode: 'SH02' })).toBe(true);
  });
});

describe('text in public views', () => {
  it.each([
    ['call 13800138000 now', 'call 138****8000 now'],
    ['身份证110101199003077758。', '身份证110101********7758。'],
    ['11010119900307775X', '110101********775X'],
    ['order 2026112200042', 'order 2026112200042'],
    ['12号楼3单元', '12号楼3单元'],
  ])('shows %j as %j', (text, shown) => {
    expect(maskForPublic(text)).toBe(shown);
  });
});

describe('text', () => {
  it('may be anything honest', () => {
    for (const text of ['$where', '"\'`', '<script>', '👨‍👩‍👧‍👦', '\u200b\ufeff', '電梯', '\t\r\n', 'a\u200eb\u200f']) {
      expect(faultOfText(text)).toBeUndefined();
    }
  });

  it.each([
    ['\u0000', 'control_characters'],
    ['\u007f', 'control_characters'],
    ['\u009b', 'control_characters'],
    ['\u202a', 'bidi_override'],
    ['\u2069', 'bidi_override'],
    ['\ud83d', 'broken_unicode'],
  ])('may not have %j', (text, code) => {
    expect(faultOfText(`a${text}b`)?.code).toBe(code);
  });
});
