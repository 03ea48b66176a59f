// `npm run docs [-- --check]`: writes the pages of docs/ that come from the code, or says which of them are stale.
const { existsSync, readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');

/** docs/configuration.md from the schemas of all services. */
function configurationPage() {
  const { baseConfig, describeConfig } = require(join(root, 'libs/service-kit/dist'));
  const { localConfig } = require(join(root, 'deploy/local/dist/config.js'));
  const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const table = (fields) =>
    [
      '| variable | default | allowed | meaning |',
      '| --- | --- | --- | --- |',
      ...fields.map(
        (field) =>
          `| \`${field.name}\` | \`${cell(field.defaultValue)}\` | ${cell(field.allowed)} | ${cell(field.description)} |`,
      ),
    ].join('\n');
  const common = describeConfig(baseConfig);
  const shared = new Set(common.map(({ name }) => name));
  const sections = readdirSync(join(root, 'services'))
    .filter((name) => existsSync(join(root, 'services', name, 'dist', 'config.js')))
    .map((name) => {
      const { configSchema } = require(join(root, 'services', name, 'dist', 'config.js'));
      const own = describeConfig(configSchema).filter((field) => !shared.has(field.name));
      return `## ${name}\n${own.length === 0 ? 'Nothing of its own.' : table(own)}`;
    });
  return [
    '# Configuration',
    '',
    'Made by `npm run docs` from the schemas that check it. A wrong value stops the start with its name, the value and what is allowed; an empty variable counts as unset.',
    '',
    `## npm start\n${table(describeConfig(localConfig))}\n\nThe variables of the services below work there too, except for addresses, ports, keys and Kafka, which it sets itself.`,
    '',
    `## Every service\n${table(common)}`,
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}

/** docs/case-states.md from the table that decides which command is possible when. */
function caseStatesPage() {
  return require(join(root, 'services/casework/dist/domain/transition-table.js')).transitionTableAsMarkdown();
}

const pages = { 'docs/configuration.md': configurationPage, 'docs/case-states.md': caseStatesPage };

/** The pages that are not what the code says. */
function stalePages() {
  return Object.entries(pages)
    .filter(([file, make]) => !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== make())
    .map(([file]) => file);
}

module.exports = { stalePages };

if (require.main === module) {
  const stale = stalePages();
  if (process.argv.includes('--check')) {
    if (stale.length > 0) process.stderr.write(`Stale: ${stale.join(', ')}. Run npm run docs.\n`);
    process.exit(stale.length > 0 ? 1 : 0);
  }
  for (const file of stale) writeFileSync(join(root, file), pages[file]());
  process.stdout.write(stale.length > 0 ? `Written: ${stale.join(', ')}\n` : 'All pages are up to date.\n');
}
