import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createDevToken, devTokenIssuer, loadOrCreateKeys, type JWK } from '@parkline/auth';
import { demoPerson, demoRoles } from '@parkline/directory';

/** Prints a development token for a demo person of the role and park asked for, or one line that says what is allowed. */
export function printToken(args: string[], root: string): void {
  let role: string | undefined;
  let park: string | undefined;
  try {
    ({ role, park } = parseArgs({ args, options: { role: { type: 'string' }, park: { type: 'string' } } }).values);
  } catch (error) {
    fail((error as Error).message);
  }
  const roles = demoRoles();
  if (role === undefined || !roles.includes(role)) fail(`--role must be one of ${roles.join(', ')}`);
  const person = demoPerson(role, park);
  if (!person) fail(`there is no demo ${role} in the park ${park ?? ''}`);
  const keys = resolve(root, process.env.PARKLINE_DATA || '.data', 'keys');
  void loadOrCreateKeys(keys, [devTokenIssuer])
    .then(({ privateKeys }) =>
      createDevToken(privateKeys[devTokenIssuer] as JWK, { staffId: person.staffId, role: person.role }),
    )
    .then(
      (token) => process.stdout.write(`${token}\n`),
      (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
    );
}

function fail(line: string): never {
  process.stderr.write(`token: ${line}\n`);
  process.exit(1);
}
