import { waitFor } from '@parkline/testing';
import { createReadCopy } from '../src';
import { logger } from './support/logger';
import { openTestStore, type TestStore } from './support/test-store';

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());

describe('a read copy', () => {
  const open = (name: string) =>
    createReadCopy<{ name: string; since?: Date }>(test.store, { name, refreshMs: 20, logger });

  it('keeps what is newest of each key, in whatever order it comes', async () => {
    const copy = open('newest');
    await copy.start();
    await copy.apply([
      { key: 'staff/1', seq: 2, value: { name: 'two' } },
      { key: 'staff/1', seq: 1, value: { name: 'one' } },
      { key: 'staff/2', seq: 1, value: { name: 'other' } },
    ]);
    await copy.apply([{ key: 'staff/1', seq: 1, value: { name: 'one' } }]);
    expect(copy.get('staff/1')).toEqual({ name: 'two' });
    expect([...copy.all().keys()].sort()).toEqual(['staff/1', 'staff/2']);
    copy.stop();
  });

  it('is there again after a restart', async () => {
    const since = new Date('2026-03-02T08:00:00Z');
    await open('restart').apply([{ key: 'a', seq: 1, value: { name: 'kept', since } }]);
    const copy = open('restart');
    await copy.start();
    expect(copy.get('a')).toEqual({ name: 'kept', since });
    copy.stop();
  });

  it('follows what another replica was told, and is not led back by it', async () => {
    const [one, two] = [open('replicas'), open('replicas')];
    await Promise.all([one.start(), two.start()]);
    await one.apply([{ key: 'a', seq: 5, value: { name: 'five' } }]);
    await waitFor(() => two.get('a')?.name === 'five');
    const { revision } = two;
    // Replica two has not heard of it from its own partition, and hears an older one now.
    await two.apply([{ key: 'a', seq: 4, value: { name: 'four' } }]);
    await one.apply([{ key: 'b', seq: 1, value: { name: 'b' } }]);
    await waitFor(() => two.get('b') !== undefined);
    expect(two.get('a')).toEqual({ name: 'five' });
    expect(two.revision).toBeGreaterThan(revision);
    one.stop();
    two.stop();
  });

  it('of a replica that is behind does not overwrite the store', async () => {
    const [ahead, behind] = [open('behind'), open('behind')];
    await ahead.apply([{ key: 'a', seq: 9, value: { name: 'nine' } }]);
    await behind.apply([{ key: 'a', seq: 8, value: { name: 'eight' } }]);
    const fresh = open('behind');
    await fresh.start();
    expect(fresh.get('a')).toEqual({ name: 'nine' });
    fresh.stop();
  });

  it('forgets what its owner removed, and does not take it back', async () => {
    const copy = open('removed');
    await copy.start();
    await copy.apply([{ key: 'a', seq: 1, value: { name: 'a' } }]);
    await copy.apply([{ key: 'a', seq: 2, value: null }]);
    await copy.apply([{ key: 'a', seq: 1, value: { name: 'a' } }]);
    expect(copy.all().size).toBe(0);
    copy.stop();
  });
});
