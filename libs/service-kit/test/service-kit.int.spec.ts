import { Writable } from 'node:stream';
import { Counter, Registry } from 'prom-client';
import { z } from 'zod';
import { baseConfig, createLogger, describeConfig, flag, loadConfig, startAdmin } from '../src';

const schema = baseConfig.extend({
  TICK_MS: z.coerce.number().int().min(50).default(1000).describe('Time between two looks, in ms.'),
  FAST: flag().default(false).describe('Whether to hurry.'),
  API_SECRET: z.string().min(16).describe('A secret.'),
});

describe('configuration', () => {
  const env = { API_SECRET: 'x'.repeat(16) };

  it('fills in documented defaults and reads empty variables as unset', () => {
    expect(loadConfig(schema, { ...env, TICK_MS: '' })).toMatchObject({ TICK_MS: 1000, FAST: false, ADMIN_PORT: 9090 });
    expect(loadConfig(schema, { ...env, FAST: 'true', TICK_MS: '60' })).toMatchObject({ TICK_MS: 60, FAST: true });
  });

  it.each([
    [{ TICK_MS: '10' }, /TICK_MS is "10": .*50/],
    [{ TICK_MS: 'soon' }, /TICK_MS is "soon"/],
    [{ FAST: 'yes' }, /FAST is "yes": .*true.*false/],
    [{ MONGODB_URI: 'http://user:hunter2@x' }, /MONGODB_URI has a wrong value: must begin with mongodb/],
    [{ API_SECRET: 'short' }, /API_SECRET has a wrong value/],
    [{ API_SECRET: undefined }, /API_SECRET is missing/],
  ])('stops with name, value and what is allowed: %j', (wrong, message) => {
    const load = () => loadConfig(schema, { ...env, ...wrong });
    expect(load).toThrow(message);
    expect(load).not.toThrow(/hunter2/);
  });

  it('describes every field for the documentation', () => {
    const fields = describeConfig(schema);
    expect(fields.find(({ name }) => name === 'TICK_MS')).toMatchObject({
      defaultValue: '1000',
      description: 'Time between two looks, in ms.',
    });
    expect(fields.find(({ name }) => name === 'API_SECRET')).toMatchObject({ defaultValue: '(required)' });
    expect(fields.find(({ name }) => name === 'GRPC_REFLECTION')).toMatchObject({ defaultValue: 'true' });
    expect(fields.filter(({ description }) => description === '')).toEqual([]);
  });
});

describe('the log', () => {
  it('never shows personal data or secrets, at whatever depth they slip in', () => {
    let written = '';
    const destination = new Writable({
      write(chunk, _encoding, done) {
        written += String(chunk);
        done();
      },
    });
    const logger = createLogger({ service: 'intake', level: 'info', destination });
    logger.info(
      {
        contact: { phone: '13800000001' },
        request: { email: 'a@example.com' },
        a: { b: { description: 'private words' } },
        caseId: 'c1',
      },
      'x',
    );
    expect(written).toContain('c1');
    expect(written).not.toMatch(/13800000001|a@example\.com|private words/);
  });
});

describe('the admin port', () => {
  it('is live while it answers, ready only while every part answers, and shows the metrics', async () => {
    const registry = new Registry();
    new Counter({ name: 'parkline_test_total', help: 'x', registers: [registry] }).inc();
    let broken = false;
    const admin = await startAdmin({
      port: 0,
      registries: [registry],
      checks: {
        store: async () => (broken ? Promise.reject(new Error('store away')) : undefined),
        bus: async () => undefined,
      },
    });
    const get = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${admin.port}${path}`);
      return { status: response.status, text: await response.text() };
    };
    expect(await get('/livez')).toEqual({ status: 200, text: 'ok\n' });
    expect((await get('/readyz')).status).toBe(200);
    broken = true;
    const notReady = await get('/readyz');
    expect(notReady.status).toBe(503);
    expect(JSON.parse(notReady.text)).toEqual({ ready: false, failed: { store: 'store away' } });
    expect((await get('/livez')).status).toBe(200);
    expect((await get('/metrics')).text).toMatch(/parkline_test_total 1/);
    expect((await get('/else')).status).toBe(404);
    await admin.close();
  });
});
