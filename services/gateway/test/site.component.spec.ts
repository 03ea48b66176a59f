import { loadConfig } from '@parkline/service-kit';
import { buildApp, configSchema } from '../src';
import { caseCommands } from '../src/inbound/cases/commands';
import { startRig, type Rig } from './rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.end());

describe('the API document', () => {
  it('is OpenAPI 3.1 and describes every route with its problems', async () => {
    const { status, body } = await rig.call('GET', '/openapi.json');
    expect(status).toBe(200);
    expect(body.openapi).toBe('3.1.0');
    const expected = [
      'post /v1/complaints',
      'get /v1/complaints/{number}',
      'post /v1/complaints/{number}/answer',
      'post /v1/complaints/{number}/withdraw',
      'post /v1/complaints/{number}/rating',
      'get /v1/cases',
      'get /v1/cases/search',
      'get /v1/cases/{number}',
      ...Object.keys(caseCommands).map((command) => `post /v1/cases/{number}/${command}`),
      'get /v1/cases/{number}/contact',
      'post /v1/cases/{number}/contact/reveal',
      'get /v1/reports/summary',
      'get /v1/parks',
      'get /v1/directory',
      'get /v1/calendars',
      'post /v1/calendars/{id}',
      'post /v1/calendars/{id}/import',
      'get /v1/calendars/{id}/export',
      'post /v1/parks/{code}/calendar',
      'post /v1/staff/{id}/absence',
      'post /v1/sla/preview',
      'get /v1/sla/policies',
      'post /v1/sla/policies',
      'post /v1/sla/policies/preview-application',
      'post /v1/sla/policies/apply',
      'get /v1/sla/applications',
      'get /v1/sla/coverage',
      'get /v1/me',
      'get /v1/me/views',
      'put /v1/me/views/{name}',
      'delete /v1/me/views/{name}',
      'get /v1/inbox',
      'post /v1/inbox/read',
      'get /v1/outbox',
      'post /v1/triage/preview',
      'get /v1/events',
      'get /v1/demo-people',
      'post /v1/demo-token',
    ];
    const described = Object.entries<object>(body.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual([...expected].sort());
    const ids = new Set<string>();
    for (const item of Object.values<Record<string, { operationId: string; responses: object }>>(body.paths)) {
      for (const operation of Object.values(item)) {
        expect(operation.responses).toHaveProperty('429.content.application/problem+json');
        ids.add(operation.operationId);
      }
    }
    expect(ids.size).toBe(expected.length);
  });

  it('refers to nothing that it does not have', async () => {
    const { body } = await rig.call('GET', '/openapi.json');
    const text = JSON.stringify(body);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(Object.keys(body.components.schemas)).toContain(name);
    }
    expect(body.components.schemas.NewComplaint).toMatchObject({
      additionalProperties: false,
      required: ['parkCode', 'channel', 'description', 'identity'],
    });
  });

  it('has a readable page that loads nothing from other hosts', async () => {
    const page = await rig.call('GET', '/docs');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.body).not.toMatch(/https?:/);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const bundle = await rig.call('GET', '/docs/redoc.js');
    expect(bundle.status).toBe(200);
    expect(bundle.body).not.toContain('cdn.redoc.ly/redoc/logo');
    expect((await rig.call('GET', '/docs/show.js')).body).toContain('/openapi.json');
  });
});

describe('the portal', () => {
  const html = { headers: { accept: 'text/html,*/*' } };

  it('is served at every path of its own, and its hashed files are kept for long', async () => {
    for (const path of ['/', '/cases/SH01-20261122-00042']) {
      const { status, headers, body } = await rig.call('GET', path, html);
      expect([status, body]).toEqual([200, expect.stringContaining('Portal of the tests')]);
      expect(headers.get('cache-control')).toBe('no-cache');
    }
    const asset = await rig.call('GET', '/assets/app-0123abcd.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('does not stand in for what does not exist in the API or among the files', async () => {
    for (const path of ['/v1/nothing', '/assets/gone.js', '/docs/nothing']) {
      expect([path, (await rig.call('GET', path, html)).status]).toEqual([path, 404]);
    }
    expect((await rig.call('GET', '/..%2f..%2fpackage.json', html)).body).not.toContain('parkline');
  });

  it('says that it is not built where it is not', async () => {
    const other = await startRig({ PORTAL_DIR: '/nonexistent' });
    const { status, body } = await other.call('GET', '/', html);
    await other.end();
    expect([status, body]).toEqual([404, expect.stringContaining('not built')]);
  });
});

describe('every answer', () => {
  it('has an id and headers that keep browsers careful', async () => {
    const { headers } = await rig.call('GET', '/v1/parks');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('ratelimit-limit')).toBe('10000');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('takes over a harmless id of the caller', async () => {
    const given = await rig.call('GET', '/v1/parks', { headers: { 'x-request-id': 'trace-12345678' } });
    expect(given.headers.get('x-request-id')).toBe('trace-12345678');
  });

  it('is 429 with Retry-After once an address has used up its allowance', async () => {
    const strict = await startRig({ GATEWAY_FILINGS_PER_MINUTE: '2', GATEWAY_READS_PER_MINUTE: '1' });
    const body = { parkCode: 'SH01', channel: 'web', description: 'x', identity: 'anonymous' };
    const statuses: number[] = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await strict.call('POST', '/v1/complaints', { body })).status);
    const reads = [await strict.call('GET', '/v1/parks'), await strict.call('GET', '/v1/parks')];
    await strict.end();
    expect(statuses).toEqual([201, 201, 429]);
    expect(reads.map(({ status }) => status)).toEqual([200, 429]);
    expect(reads[1]?.headers.get('retry-after')).not.toBeNull();
    expect(reads[1]?.body).toMatchObject({ code: 'too_many_requests' });
  });
});

describe('the gateway', () => {
  const config = (env: Record<string, string>) => loadConfig(configSchema, { PORT: '0', ...env });

  it('refuses development tokens in production', async () => {
    const wrong = buildApp(config({ NODE_ENV: 'production', GATEWAY_DEV_TOKENS: 'true' }));
    await expect(wrong).rejects.toMatchObject({ field: 'GATEWAY_DEV_TOKENS' });
  });

  it('says which file is missing', async () => {
    const wrong = buildApp(config({ GATEWAY_DEV_TOKENS: 'true', GATEWAY_DEV_KEY_FILE: '/nonexistent' }));
    await expect(wrong).rejects.toMatchObject({ field: 'GATEWAY_DEV_KEY_FILE' });
  });

  it('says in one line that its port is taken', async () => {
    const port = String(rig.app.httpPort);
    await expect(startRig({ PORT: port })).rejects.toMatchObject({
      code: 'port_taken',
      message: `Port ${port} is taken by another program; set PORT to a free one.`,
    });
  });

  it('has no demo sign-in and accepts no token where development tokens are off', async () => {
    const off = await startRig({ GATEWAY_DEV_TOKENS: 'false', GATEWAY_OUTBOX: 'false' });
    const answers = [
      await off.call('GET', '/v1/demo-people'),
      await off.call('GET', '/v1/me', { as: 's-hq' }),
      await off.call('GET', '/v1/outbox', { as: 's-hq' }),
    ];
    await off.end();
    expect(answers.map(({ status }) => status)).toEqual([404, 401, 404]);
  });
});
