import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readTopics } from '@parkline/messaging';
import { topics } from '../src/topics';

const contracts = resolve(__dirname, '..', 'parkline');
const declared = readTopics(resolve(__dirname, '..', '..', 'deploy', 'kafka', 'topics.yaml'));

it('declares the topics that the code names, and no others', () => {
  expect(declared.map(({ name }) => name).sort()).toEqual(Object.values(topics).sort());
});

it('has a topic for each context that publishes events, named like its package', () => {
  const publishing = readdirSync(contracts).filter((context) =>
    existsSync(join(contracts, context, 'v1/events.proto')),
  );
  expect(publishing.length).toBeGreaterThan(0);
  expect(publishing.map((context) => `parkline.${context}.v1`).sort()).toEqual(Object.values(topics).sort());
});

it('gives every topic an owner and at least 6 partitions', () => {
  expect(declared.filter(({ owner, partitions }) => !owner || partitions < 6)).toEqual([]);
});
