import type { Principal } from '@parkline/auth';
import { startRig, type Rig } from './rig';

let rig: Rig;
let client: Rig['client'];
let as: Rig['as'];

beforeAll(async () => {
  rig = await startRig();
  ({ client, as } = rig);
});
afterAll(() => rig.end());

const view = (name: string, filters: Record<string, string> = {}) => ({ name, queue: 'unit', filters });
const namesOf = async (person: Partial<Principal>) =>
  (await client.listViews({}, await as(person))).views.map(({ name }) => name);

describe('the views that people have saved', () => {
  it('are their own: nobody else sees, replaces or forgets them', async () => {
    const mine = await as({ subject: 'mine' });
    const hers = await as({ subject: 'hers', role: 'hq-admin' });
    const sameIdElsewhere = { subject: 'mine', groupId: 'other' };
    await client.putView({ view: view('急件', { priority: 'P1,P2', sort: 'oldest' }) }, mine);
    await client.putView({ view: view('急件') }, hers);
    await client.removeView({ name: '急件' }, hers);
    expect((await client.listViews({}, mine)).views).toEqual([view('急件', { priority: 'P1,P2', sort: 'oldest' })]);
    expect(await namesOf({ subject: 'hers' })).toEqual([]);
    expect(await namesOf(sameIdElsewhere)).toEqual([]);
  });

  it('are all kept when the same person saves several at once', async () => {
    const token = await as({ subject: 'quick' });
    const names = Array.from({ length: 20 }, (_, at) => `v${at}`);
    await Promise.all(names.map((name) => client.putView({ view: view(name) }, token)));
    expect((await namesOf({ subject: 'quick' })).sort()).toEqual([...names].sort());
  });

  it('are refused beyond the fiftieth, until one is forgotten', async () => {
    const token = await as({ subject: 'full' });
    for (let at = 0; at < 50; at++) await client.putView({ view: view(`v${at}`) }, token);
    const more = () => client.putView({ view: view('more') }, token);
    await expect(more()).rejects.toMatchObject({ code: 'views_full' });
    await client.removeView({ name: 'v3' }, token);
    expect((await more()).views).toHaveLength(50);
  });

  it('are of people only, and sound', async () => {
    await expect(client.listViews({})).rejects.toMatchObject({ code: 'staff_only' });
    const token = await as({ subject: 'odd' });
    await expect(client.putView({ view: view('x'.repeat(61)) }, token)).rejects.toMatchObject({
      code: 'text_too_long',
      field: 'name',
    });
    expect(await namesOf({ subject: 'odd' })).toEqual([]);
  });
});
