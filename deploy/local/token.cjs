// `npm run --silent token -- --role hq-officer [--park SH01]`: prints a token of a demo person and nothing else.
const { join } = require('node:path');

require('./built.cjs')('token').printToken(process.argv.slice(2), join(__dirname, '..', '..'));
