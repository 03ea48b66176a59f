import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { createIssuer, createVerifier, loadOrCreateKeys, servicePrincipal, type Principal } from '@parkline/auth';
import { createGrpcClient, type GrpcClient } from '@parkline/grpc';
import { createMemoryBus, type MemoryBus } from '@parkline/messaging';
import { connectStore, type Store } from '@parkline/mongo';
import { directory, topics } from '@parkline/proto';
import { createLogger, loadConfig, type App } from '@parkline/service-kit';
import { startTestStore, waitFor, type TestStore } from '@parkline/testing';
import { buildApp, configSchema } from '../src';
import { readSeed } from '../src/seed/read-seed';

const logger = createLogger({ service: 'directory', level: 'silent' });
const seed = readSeed('demo');
const everything = [seed.groups, seed.regions, seed.calendars, seed.parks, seed.units, seed.staff].flat().length;

let running: TestStore;
let store: Store;
let bus: MemoryBus;
let folder: string;
let app: App;
let client: GrpcClient<typeof directory.DirectoryServiceService>;
let tokenOf: (person: Partial<Principal>) => Promise<{ principalToken: string }>;
let start: (seed: string) => Promise<App>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parkline-directory-'));
  running = await startTestStore();
  store = await connectStore({ uri: running.uri, database: `directory_${process.pid}_${Date.now()}`, logger });
  bus = createMemoryBus();
  const keys = await loadOrCreateKeys(folder, ['gateway', 'directory']);
  const issuerOf = (issuer: string) => createIssuer({ issuer, privateJwk: keys.privateKeys[issuer] ?? {} });
  const issuer = issuerOf('directory');
  const verifier = createVerifier({ trusted: keys.publicKeys });
  start = (from) => {
    const config = loadConfig(configSchema, { GRPC_LISTEN: '127.0.0.1:0', NODE_ENV: 'test', DIRECTORY_SEED: from });
    return buildApp(config, { logger, metrics: new Registry(), store, bus, issuer, verifier });
  };
  app = await start('demo');
  await app.start();
  client = createGrpcClient(directory.DirectoryServiceService, {
    address: `127.0.0.1:${app.grpcPort}`,
    token: () => issuer.issue(servicePrincipal('directory')),
    logger,
    metrics: new Registry(),
  });
  tokenOf = async (person) => {
    const whole = { kind: 'person', subject: 's', role: 'handler', groupId: 'demo', parks: 'all', ...person } as const;
    return { principalToken: await issuerOf('gateway').issue(whole) };
  };
}, 60_000);

afterAll(async () => {
  client.close();
  await app.stop();
  await bus.close();
  await store.close();
  await running.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('directory', () => {
  it('tells of every entity of the seed once, under its key', async () => {
    await waitFor(() => bus.events(topics.directory).length >= everything);
    const events = bus.events(topics.directory);
    expect(new Set(events.map(({ key }) => key)).size).toBe(everything);
    const park = events.find(({ key }) => key === 'park/SH01');
    expect(park).toMatchObject({ type: 'ParkChanged', id: 'directory/park/SH01/1', seq: 1 });
    const { entity } = directory.DirectoryEvent.decode(park?.payload ?? new Uint8Array());
    expect(entity?.value).toMatchObject({ code: 'SH01', type: directory.ParkType.BUSINESS, timeZone: 'Asia/Shanghai' });
  });

  it('adds nothing twice at the next start, and completes what a cut-short start left out', async () => {
    await store.collection<{ _id: string }>('entities').deleteOne({ _id: 'staff/auditor-1' });
    const before = bus.events(topics.directory).length;
    const again = await start('demo');
    await again.start();
    await waitFor(() => bus.events(topics.directory).length > before);
    await again.stop();
    // The relays of both replicas may find it: an event goes out at least once.
    const later = bus.events(topics.directory).slice(before);
    expect(new Set(later.map(({ id }) => id))).toEqual(new Set(['directory/staff/auditor-1/1']));
    expect(await store.collection('entities').countDocuments({})).toBe(everything);
  });

  it('does not start with a seed that is wrong, and says what is', async () => {
    const file = join(folder, 'seed.json');
    await writeFile(file, JSON.stringify({ ...seed, staff: [] }));
    await expect(start(file)).rejects.toMatchObject({ kind: 'InvalidInput', code: 'seed_invalid' });
    await writeFile(file, '{"groups": []}');
    await expect(start(file)).rejects.toMatchObject({ code: 'seed_unreadable' });
    await expect(start(join(folder, 'none.json'))).rejects.toMatchObject({ code: 'seed_unreadable' });
  });

  it('shows a handler his park and the people of the group, not the other parks', async () => {
    const seen = await client.getDirectory({}, await tokenOf({ parks: ['SH01'] }));
    expect(seen.group?.id).toBe('demo');
    expect(seen.parks.map(({ code }) => code)).toEqual(['SH01']);
    expect(seen.regions).toHaveLength(3);
    expect(seen.units.find(({ id }) => id === 'sh01-contractor')).toMatchObject({
      function: directory.UnitFunction.CONTRACTOR,
      contractSkills: ['lift'],
    });
    expect(seen.staff.some(({ parkCodes }) => parkCodes.includes('SZ01') && !parkCodes.includes('SH01'))).toBe(false);
  });

  it('shows headquarters all parks of its own group and nothing of another', async () => {
    const { parks, staff } = await client.getDirectory({}, await tokenOf({ role: 'hq-officer' }));
    expect(parks).toHaveLength(8);
    expect(staff.every(({ groupId }) => groupId === 'demo')).toBe(true);
    await expect(client.getPark({ code: 'OT01' }, await tokenOf({}))).rejects.toMatchObject({ kind: 'NotFound' });
    await expect(client.getStaff({ id: 'ot01-cs-1' }, await tokenOf({}))).rejects.toMatchObject({ kind: 'NotFound' });
  });

  it('answers services for all groups', async () => {
    expect((await client.getStaff({ id: 'ot01-cs-1' })).staff?.groupId).toBe('other');
    expect((await client.getDirectory({})).parks).toHaveLength(9);
  });

  it('lists the parks for the public, with no more than code, names, city and type, and nothing else to it', async () => {
    const anyone = await tokenOf({ kind: 'public', role: 'public', groupId: '', parks: [] });
    const { parks } = await client.listPublicParks({}, anyone);
    expect(parks).toHaveLength(9);
    expect(Object.keys(parks[0] ?? {}).sort()).toEqual(['city', 'code', 'name', 'nameEn', 'type']);
    await expect(client.getDirectory({}, anyone)).rejects.toMatchObject({ kind: 'Forbidden' });
  });

  it('lists only the parks of their group for people', async () => {
    const { parks } = await client.listPublicParks({}, await tokenOf({ parks: ['SH01'] }));
    expect(parks.map(({ code }) => code).sort()).toEqual([
      'BJ01',
      'CD01',
      'GZ01',
      'HZ01',
      'SH01',
      'SH02',
      'SU01',
      'SZ01',
    ]);
  });
});
