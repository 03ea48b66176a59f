import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import pino from 'pino';
import { Registry } from 'prom-client';
import { createIssuer, createVerifier, loadOrCreateKeys, servicePrincipal, type Keys } from '@parkline/auth';
import { refused, unavailable } from '@parkline/errors';
import { descriptorSet, directory } from '@parkline/proto';
import { createGrpcClient, createGrpcServer, currentCall, type GrpcServer, type Handlers } from '../src';

type Directory = typeof directory.DirectoryServiceService;
const logger = pino({ level: 'silent' });
const park = directory.GetParkResponse.create({ park: directory.Park.create({ code: 'SH01' }) });
let keys: Keys;
const open: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  keys = await loadOrCreateKeys(await mkdtemp(join(tmpdir(), 'parkline-keys-')), ['gateway', 'routing']);
});
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function serve(
  handlers: Partial<Handlers<Directory>>,
  port = 0,
): Promise<{ server: GrpcServer; port: number; metrics: Registry }> {
  const metrics = new Registry();
  const server = createGrpcServer({
    service: 'directory',
    verifier: createVerifier({ trusted: keys.publicKeys }),
    logger,
    metrics,
    descriptorSet: descriptorSet(),
  });
  const none = () => Promise.reject(new Error('not in this test'));
  const others = Object.fromEntries(Object.keys(directory.DirectoryServiceService).map((method) => [method, none]));
  server.addService(directory.DirectoryServiceService, { ...others, ...handlers } as Handlers<Directory>);
  const bound = await server.listen(`127.0.0.1:${port}`);
  open.push(() => server.drain(500));
  return { server, port: bound, metrics };
}

function connect(port: number, token?: string) {
  const issuer = createIssuer({ issuer: 'routing', privateJwk: keys.privateKeys['routing']! });
  const client = createGrpcClient(directory.DirectoryServiceService, {
    address: `127.0.0.1:${port}`,
    token: () => (token === undefined ? issuer.issue(servicePrincipal('routing')) : Promise.resolve(token)),
    logger,
    metrics: new Registry(),
  });
  open.push(async () => client.close());
  return client;
}

describe('a handler', () => {
  it('knows who asks', async () => {
    const { port } = await serve({
      getPark: async ({ code }, { principal }) =>
        directory.GetParkResponse.create({ park: directory.Park.create({ code, name: principal.subject }) }),
    });
    await expect(connect(port).getPark({ code: 'SH01' })).resolves.toMatchObject({
      park: { code: 'SH01', name: 'routing' },
    });
  });

  it('that throws answers with its error and goes on living', async () => {
    let calls = 0;
    const { port, metrics } = await serve({
      getPark: async () => {
        calls += 1;
        if (calls === 1) throw refused('moved_on', 'The case has moved on.', { field: 'cycle' });
        if (calls === 2) throw new TypeError('undefined is not a function: secret');
        return park;
      },
    });
    const client = connect(port);
    await expect(client.getPark({ code: 'SH01' })).rejects.toMatchObject({
      kind: 'Refused',
      code: 'moved_on',
      field: 'cycle',
    });
    const internal = await client.getPark({ code: 'SH01' }).catch((error: unknown) => error);
    expect(internal).toMatchObject({ kind: 'Internal' });
    expect((internal as Error).message).not.toContain('secret');
    await expect(client.getPark({ code: 'SH01' })).resolves.toEqual(park);
    expect(await metrics.metrics()).toMatch(
      /parkline_grpc_server_calls_total\{.*method="getPark",status="FAILED_PRECONDITION".*\} 1/,
    );
  });

  it('that gives something that cannot be encoded answers with an error', async () => {
    const { port } = await serve({ getPark: async () => ({ park: { code: 5 } }) as never });
    await expect(connect(port).getPark({ code: 'SH01' })).rejects.toMatchObject({ kind: 'Internal' });
  });

  it('is not reached without a principal', async () => {
    const { port } = await serve({ getPark: async () => park });
    await expect(connect(port, 'forged').getPark({ code: 'SH01' })).rejects.toMatchObject({ kind: 'Unauthenticated' });
    await expect(connect(port, '').getPark({ code: 'SH01' })).rejects.toMatchObject({ kind: 'Unauthenticated' });
  });
});

describe('a call', () => {
  it('ends at its deadline, and the calls made while answering it inherit that', async () => {
    let inherited: number | undefined;
    const { port: far } = await serve({ getPark: () => new Promise(() => undefined) });
    const inner = connect(far);
    const { port } = await serve({
      getPark: (request) => {
        inherited = (currentCall()?.deadline.getTime() ?? 0) - Date.now();
        return inner.getPark(request);
      },
    });
    await expect(connect(port).getPark({ code: 'SH01' }, { deadlineMs: 300 })).rejects.toMatchObject({
      kind: 'Unavailable',
    });
    expect(inherited).toBeLessThanOrEqual(300);
  });

  it('is tried again where the neighbour is away for a moment', async () => {
    let calls = 0;
    const { port } = await serve({
      getPark: async () => {
        calls += 1;
        if (calls < 3) throw unavailable('store_away', 'Try again.');
        return park;
      },
    });
    await expect(connect(port).getPark({ code: 'SH01' })).resolves.toEqual(park);
    expect(calls).toBe(3);
  });

  it('under way is finished by a drain, later ones are refused', async () => {
    let finish: (value: typeof park) => void = () => undefined;
    let arrived: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (arrived = resolve));
    const { server, port } = await serve({
      getPark: () => {
        arrived();
        return new Promise((resolve) => (finish = resolve));
      },
    });
    const client = connect(port);
    const under = client.getPark({ code: 'SH01' });
    await started;
    const drained = server.drain(5_000);
    finish(park);
    await expect(under).resolves.toEqual(park);
    await drained;
    await expect(connect(port).getPark({ code: 'SH01' }, { deadlineMs: 400 })).rejects.toMatchObject({
      kind: 'Unavailable',
    });
  });

  it('with bytes that are no message gets an error and harms nobody', async () => {
    const { port } = await serve({ getPark: async () => park });
    const raw = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
    open.push(async () => raw.close());
    const error = await new Promise<unknown>((resolve) => {
      raw.makeUnaryRequest(
        '/parkline.directory.v1.DirectoryService/GetPark',
        (bytes: Buffer) => bytes,
        (bytes: Buffer) => bytes,
        Buffer.from([0xff, 0xff, 0xff]),
        resolve,
      );
    });
    expect(error).toBeInstanceOf(Error);
    await expect(connect(port).getPark({ code: 'SH01' })).resolves.toEqual(park);
  });
});

it('a taken port is told in one line', async () => {
  const { port } = await serve({});
  await expect(serve({}, port)).rejects.toMatchObject({ code: 'port_taken' });
});
