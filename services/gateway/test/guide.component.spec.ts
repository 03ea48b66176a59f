import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startRig, type Rig } from './rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.end());

interface Example {
  method: string;
  path: string;
  body: unknown;
}

/** The requests that a page shows. Bodies that come through a pipe are not among them. */
function examplesOf(page: string): Example[] {
  const text = readFileSync(join(__dirname, '..', '..', '..', 'docs', page), 'utf8');
  const requests = text.matchAll(/^curl -sS (?:-X (\w+) )?"\$URL([^"]+)"[^\n]*?(?: -d '(\{[^']*\})'| -o \S+)?$/gm);
  return [...requests].map(([, method = 'GET', path = '', body]) => ({
    method,
    path,
    body: body === undefined ? undefined : (JSON.parse(body) as unknown),
  }));
}

describe('the guide to calendars and deadlines', () => {
  const examples = examplesOf('calendars.md');

  it('shows the same requests in Chinese', () => {
    expect(examples).toHaveLength(14);
    expect(examplesOf('calendars.zh.md')).toEqual(examples);
  });

  it.each(examples)('shows a request that is understood: $method $path', async ({ method, path, body }) => {
    const answer = await rig.call(method, path, { as: 's-hq', ...(body === undefined ? {} : { body }) });
    expect([answer.body.code, [200, 202].includes(answer.status)]).toEqual([undefined, true]);
  });
});
