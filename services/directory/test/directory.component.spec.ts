import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { directory, topics } from '@parkline/proto';
import { waitFor } from '@parkline/testing';
import { readSeed } from '../src/seed/read-seed';
import { startRig, type Rig } from './rig';

const seed = readSeed('demo');
const everything = [seed.groups, seed.regions, seed.calendars, seed.parks, seed.units, seed.staff].flat().length;

let rig: Rig;
let client: Rig['client'];
let as: Rig['as'];

beforeAll(async () => {
  rig = await startRig();
  ({ client, as } = rig);
});
afterAll(() => rig.end());

describe('directory', () => {
  it('tells of every entity of the seed once, under its key', async () => {
    await waitFor(() => rig.bus.events(topics.directory).length >= everything);
    const events = rig.bus.events(topics.directory);
    expect(new Set(events.map(({ key }) => key)).size).toBe(everything);
    const park = events.find(({ key }) => key === 'park/SH01');
    expect(park).toMatchObject({ type: 'ParkChanged', id: 'directory/park/SH01/1', seq: 1 });
    const { entity } = directory.DirectoryEvent.decode(park?.payload ?? new Uint8Array());
    expect(entity?.value).toMatchObject({ code: 'SH01', type: directory.ParkType.BUSINESS, timeZone: 'Asia/Shanghai' });
  });

  it('adds nothing twice at the next start, and completes what a cut-short start left out', async () => {
    await rig.store.collection<{ _id: string }>('entities').deleteOne({ _id: 'staff/auditor-1' });
    const before = rig.bus.events(topics.directory).length;
    const again = await rig.build('demo');
    await again.start();
    await waitFor(() => rig.bus.events(topics.directory).length > before);
    await again.stop();
    // The relays of both replicas may find it: an event goes out at least once.
    const later = rig.bus.events(topics.directory).slice(before);
    expect(new Set(later.map(({ id }) => id))).toEqual(new Set(['directory/staff/auditor-1/1']));
    expect(await rig.store.collection('entities').countDocuments({})).toBe(everything);
  });

  it('does not start with a seed that is wrong, and says what is', async () => {
    const file = join(rig.folder, 'seed.json');
    await writeFile(file, JSON.stringify({ ...seed, staff: [] }));
    await expect(rig.build(file)).rejects.toMatchObject({ kind: 'InvalidInput', code: 'seed_invalid' });
    await writeFile(file, '{"groups": []}');
    await expect(rig.build(file)).rejects.toMatchObject({ code: 'seed_unreadable' });
    await expect(rig.build(join(rig.folder, 'none.json'))).rejects.toMatchObject({ code: 'seed_unreadable' });
  });

  it('shows a handler his park and the people of the group, not the other parks', async () => {
    const seen = await client.getDirectory({}, await as({ parks: ['SH01'] }));
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
    const { parks, staff } = await client.getDirectory({}, await as({ role: 'hq-officer' }));
    expect(parks).toHaveLength(8);
    expect(staff.every(({ groupId }) => groupId === 'demo')).toBe(true);
    await expect(client.getPark({ code: 'OT01' }, await as({}))).rejects.toMatchObject({ kind: 'NotFound' });
    await expect(client.getStaff({ id: 'ot01-cs-1' }, await as({}))).rejects.toMatchObject({ kind: 'NotFound' });
  });

  it('answers services for all groups', async () => {
    expect((await client.getStaff({ id: 'ot01-cs-1' })).staff?.groupId).toBe('other');
    expect((await client.getDirectory({})).parks).toHaveLength(9);
  });

  it('lists the parks for the public, with no more than code, names, city and type, and nothing else to it', async () => {
    const anyone = await as({ kind: 'public', role: 'public', groupId: '', parks: [] });
    const { parks } = await client.listPublicParks({}, anyone);
    expect(parks).toHaveLength(9);
    expect(Object.keys(parks[0] ?? {}).sort()).toEqual(['city', 'code', 'name', 'nameEn', 'type']);
    await expect(client.getDirectory({}, anyone)).rejects.toMatchObject({ kind: 'Forbidden' });
  });

  it('lists only the parks of their group for people', async () => {
    const { parks } = await client.listPublicParks({}, await as({ parks: ['SH01'] }));
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
