import { complainantTemplates, templates } from '../src/domain/message';
import { createLiquidWriter } from '../src/outbound/liquid-writer';

const writer = createLiquidWriter();
const surroundings = {
  number: 'SH01-20260302-00042',
  park: '上海一号园',
  link: 'http://localhost:8080/t/SH01-20260302-00042#ABCDE12345',
  code: 'ABCDE12345',
  timeZone: 'Asia/Shanghai',
};
const data = {
  text: '已更换门机。',
  reason: '不在园区内',
  referTo: '街道办',
  outcome: 'resolved',
  clock: 'resolve',
  step: 75,
  due: '2026-03-02T10:00:00.000Z',
  satisfaction: 4,
  place: '3 号楼',
  priority: 'P1',
  what: 'extension',
  granted: 'yes',
  field: 'legal',
  kind: 'urge',
  dueOn: '2026-06-30',
};

describe.each(['zh', 'en'] as const)('templates in %s', (locale) => {
  it.each(templates)('%s says everything, and shows no piece of template', (template) => {
    const { title, body } = writer.write(template, locale, data, surroundings);
    expect(title).toContain(surroundings.number);
    expect(title).not.toMatch(/[{}%]{2}|undefined|\n/);
    expect(body).not.toMatch(/[{}]|undefined|null/);
    if ((complainantTemplates as readonly string[]).includes(template)) expect(body).toContain(surroundings.link);
  });

  it('asks the question in the mail itself, and points to the link where it did not travel along', () => {
    expect(writer.write('question', locale, data, surroundings).body).toContain(data.text);
    expect(writer.write('question', locale, { text: '' }, surroundings).body).toContain(surroundings.link);
  });

  it('shows a deadline in the park’s time', () => {
    expect(writer.write('clock-warning', locale, data, surroundings).body).toContain('18:00');
  });
});

describe('hostile texts', () => {
  const written = (text: string): string => writer.write('reply', 'en', { text }, surroundings).body;

  it.each([
    ['template code', '{{ code }} {% for i in (1..100000000) %}x{% endfor %} {{ "x" | unknown }}'],
    ['markup', '<script>alert("1")</script> & "quotes" \'single\''],
    ['store operators', '{"$where": "1"} __proto__ constructor'],
    ['emoji and joiners', '👨‍👩‍👧 \u200b電梯'],
  ])('%s comes through as it is', (_, text) => expect(written(text)).toContain(text));

  it.each([
    ['control characters', 'a\u0000b\u001b[2Jc', 'ab[2Jc'],
    ['direction overrides', 'a\u202eb\u2066c', 'abc'],
    ['half characters', 'a\ud83db', 'a\ufffdb'],
    ['carriage returns', 'a\r\nBcc: x@example.org\rb', 'a\nBcc: x@example.org\nb'],
  ])('%s are taken out', (_, text, expected) => expect(written(text)).toContain(expected));

  it('cannot reach into the objects behind the template', () => {
    const hostile = Object.create({ text: 'inherited' }) as Record<string, string>;
    expect(writer.write('reply', 'en', hostile, surroundings).body).not.toContain('inherited');
  });
});
