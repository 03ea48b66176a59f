import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  EXPERT_FIELDS,
  IMPACT_LEVELS,
  LINK_KINDS,
  REMEDY_KINDS,
  RETURN_REASONS,
  STAGES,
  SUPERVISION_REASONS,
  SUSPENSION_REASONS,
} from '../src/api/case-file';
import { categoryCodes, CATEGORIES } from '../src/common/categories';
import {
  CHANNELS,
  COMPLAINANT_TYPES,
  CONTACT_MEANS,
  IDENTITIES,
  KINDS,
  OUTCOMES,
  PRIORITIES,
  QUEUES,
  ROOT_CAUSES,
  SEVERITIES,
  STATES,
  URGENCIES,
} from '../src/api/types';
import { ROLES } from '../src/common/roles';
import { factsOf } from '../src/office/case/timeline-facts';
import { COMMANDS, MATTERS } from '../src/office/case/commands/catalog';

type Tree = { [key: string]: string | Tree };

const root = join(__dirname, '..', 'src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
const read = (file: string): Tree => JSON.parse(readFileSync(join(root, file), 'utf8')) as Tree;
const chinese = files.filter((file) => file.endsWith('.zh.json'));

const leaves = (tree: Tree, path: string[] = []): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[[...path, key].join('/'), value] as [string, string]] : leaves(value, [...path, key]),
  );
const at = (tree: Tree, ...path: string[]): string | Tree | undefined =>
  path.reduce<string | Tree | undefined>((node, key) => (typeof node === 'object' ? node[key] : undefined), tree);

describe('texts', () => {
  it('exist for every page', () => {
    expect(chinese.length).toBeGreaterThanOrEqual(14);
  });

  it.each(chinese)('%s has the same keys in English', (file) => {
    const keys = (name: string): string[] =>
      leaves(read(name))
        .map(([key]) => key)
        .sort();
    expect(keys(file.replace('.zh.', '.en.'))).toEqual(keys(file));
  });

  it.each(chinese)('%s fills in the same values in English, and no text is empty', (file) => {
    const values = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    const english = new Map(leaves(read(file.replace('.zh.', '.en.'))));
    for (const [key, text] of leaves(read(file))) {
      const other = english.get(key) ?? '';
      expect({ key, empty: !text.trim() || !other.trim(), values: values(other) }).toEqual({
        key,
        empty: false,
        values: values(text),
      });
    }
  });

  it('holds no Chinese in the English files but the name of the language', () => {
    const english = chinese.map((file) => file.replace('.zh.', '.en.'));
    const mixed = english.flatMap((file) => leaves(read(file)).filter(([, text]) => /\p{Script=Han}/u.test(text)));
    expect(mixed).toEqual([['language/switch', '中文']]);
  });

  it('has every key that the pages ask for by its name', () => {
    const missing: string[] = [];
    for (const source of files.filter((file) => /\.tsx?$/.test(file))) {
      const code = readFileSync(join(root, source), 'utf8');
      for (const [, key] of code.matchAll(/\bt\('words:([\w.]+)'/g)) {
        if (key && at(read('i18n/words.zh.json'), ...key.split('.')) === undefined)
          missing.push(`${source}: words:${key}`);
      }
      const namespace = /useWords\('(\w+)'\)/.exec(code)?.[1];
      if (!namespace) continue;
      const owner = files.find(
        (file) => /\.tsx?$/.test(file) && readFileSync(join(root, file), 'utf8').includes(`addTexts('${namespace}'`),
      );
      const texts = owner?.endsWith('complaint-fields.tsx')
        ? 'common/complaint-fields.zh.json'
        : join(owner ?? '', '..', 'texts.zh.json');
      for (const [, key] of code.matchAll(/\bt\('([A-Za-z][\w.]*)'/g)) {
        if (key && at(read(texts), ...key.split('.')) === undefined) missing.push(`${source}: ${key}`);
      }
    }
    expect(missing).toEqual([]);
  });
});

describe('domain words', () => {
  const words = read('i18n/words.zh.json');
  const groups: [group: string, codes: readonly string[]][] = [
    ['state', STATES],
    ['kind', KINDS],
    ['channel', CHANNELS],
    ['identity', IDENTITIES],
    ['complainantType', COMPLAINANT_TYPES],
    ['severity', SEVERITIES],
    ['urgency', URGENCIES],
    ['priority', PRIORITIES],
    ['outcome', OUTCOMES],
    ['rootCause', ROOT_CAUSES],
    ['means', CONTACT_MEANS],
    ['queue', QUEUES],
    ['role', ROLES],
    ['returnReason', RETURN_REASONS],
    ['suspensionReason', SUSPENSION_REASONS],
    ['supervisionReason', SUPERVISION_REASONS],
    ['expertField', EXPERT_FIELDS],
    ['impactLevel', IMPACT_LEVELS],
    ['remedyKind', REMEDY_KINDS],
    ['linkKind', LINK_KINDS],
    ['stage', STAGES],
    ['category', [...categoryCodes(), ...Object.keys(CATEGORIES)]],
  ];
  it.each(groups)('%s: every code has a word', (group, codes) => {
    expect(codes.filter((code) => typeof at(words, group, code) !== 'string')).toEqual([]);
  });

  it('says every state and outcome to complainants in plain words', () => {
    const texts = read('complainant/track/texts.zh.json');
    const plain = [...STATES, ...OUTCOMES.map((outcome) => `closed_${outcome}`)];
    expect(plain.filter((key) => !at(texts, 'plain', key))).toEqual([]);
    expect(STATES.filter((state) => !at(texts, 'stateTitle', state))).toEqual([]);
  });

  it('names every command, every matter and every field of a form', () => {
    const texts = read('office/case/texts.zh.json');
    expect(Object.keys(COMMANDS).filter((name) => !at(texts, 'command', name))).toEqual([]);
    expect(MATTERS.filter((matter) => !at(texts, 'matter', matter))).toEqual([]);
    const unnamed = Object.entries(COMMANDS).flatMap(([command, { fields }]) =>
      fields.filter(({ name }) => !at(texts, 'field', command, name) && typeof at(texts, 'field', name) !== 'string'),
    );
    expect(unnamed).toEqual([]);
    const groups = Object.values(COMMANDS).flatMap(({ fields }) =>
      fields.flatMap(({ group, codes }) => (codes ?? []).map((code) => [group ?? '', code] as const)),
    );
    expect(groups.filter(([group, code]) => typeof at(words, group, code) !== 'string')).toEqual([]);
  });

  it('names whatever happens to a case', () => {
    const contract = readFileSync(join(root, '../../../proto/parkline/case/v1/events.proto'), 'utf8');
    const oneof = /oneof change \{([^}]*)\}/.exec(contract)?.[1] ?? '';
    const types = [...oneof.matchAll(/^\s*(\w+) \w+ = \d+;/gm)].map(([, type]) => type ?? '');
    expect(types.length).toBeGreaterThan(60);
    expect(types.filter((type) => !at(read('office/case/texts.zh.json'), 'entry', type))).toEqual([]);
  });

  it('names every fact of a timeline that is shown', () => {
    const everything = new Proxy({}, { get: () => 'x' }) as Record<string, string>;
    const names = factsOf({ type: 'RemedyOffered', facts: everything }).map(({ name }) => name);
    expect(names.filter((name) => !at(read('office/case/texts.zh.json'), 'entryFact', name))).toEqual([]);
  });
});
