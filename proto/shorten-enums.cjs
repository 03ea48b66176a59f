// ts-proto takes the prefix off the names of enum members (removeEnumPrefix) but leaves it in their values. The services
// count on the short values: CaseState.IN_PROGRESS is 'IN_PROGRESS', and its word is 'in_progress'.
const { readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, 'src', 'gen');
for (const entry of readdirSync(root, { recursive: true })) {
  if (!entry.endsWith('.ts')) continue;
  const file = join(root, entry);
  const code = readFileSync(file, 'utf8');
  const short = code.replace(/^export enum \w+ \{[^}]*\}/gm, (block) =>
    block.replace(/^( +)(\w+) = "\w+"/gm, '$1$2 = "$2"'),
  );
  if (short !== code) writeFileSync(file, short);
}
