import type { ReadCopy } from '@parkline/mongo';
import { pinyin } from 'pinyin-pro';
import type { DirectoryEntity } from '../application/keep-directory';
import type { StaffNames } from '../application/ports';
import { normalised } from '../application/search-terms';

/** Who is called like this: by the whole name, its pinyin or its initials. Worked out anew only when the copy changed. */
export function staffNames(copy: ReadCopy<DirectoryEntity>): StaffNames {
  let byName = new Map<string, string[]>();
  let revision = -1;
  return (groupId, word) => {
    if (copy.revision !== revision) {
      revision = copy.revision;
      byName = namesIn(copy.all());
    }
    return byName.get(`${groupId}/${word}`) ?? [];
  };
}

function namesIn(entities: ReadonlyMap<string, DirectoryEntity>): Map<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const entity of entities.values()) {
    if (entity.$case !== 'staff') continue;
    const { id, groupId, name, nameEn } = entity.value;
    for (const called of new Set([...spellings(name), ...spellings(nameEn)])) {
      const key = `${groupId}/${called}`;
      byName.set(key, [...(byName.get(key) ?? []), id]);
    }
  }
  return byName;
}

function spellings(name: string): string[] {
  const plain = normalised(name).replace(/\s+/g, ' ').trim();
  if (plain === '') return [];
  if (!/\p{Script=Han}/u.test(plain)) return [plain.replace(/ /g, ''), ...plain.split(' ')];
  const syllables = pinyin(plain, { toneType: 'none', type: 'array', mode: 'surname' });
  return [plain, syllables.join(''), syllables.map((syllable) => syllable.slice(0, 1)).join('')];
}
