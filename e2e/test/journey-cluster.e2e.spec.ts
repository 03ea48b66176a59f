import { startKafka, startTestStore, waitFor, type KafkaBroker, type TestStore } from '@parkline/testing';
import { createApi } from '../src/api';
import { describeIncident } from '../src/casework/describe-incident';
import { describeReturns } from '../src/casework/describe-returns';
import { createOffice } from '../src/casework/office';
import { startCluster, type Cluster } from '../src/cluster';
import { describeJourney } from '../src/describe-journey';
import { startMailbox, type Mailbox } from '../src/mailbox';
import { temporaryFolder } from '../src/platform-under-test';

const replicated = ['casework', 'routing', 'sla', 'feedback', 'reporting'] as const;

let folder: { path: string; remove(): Promise<void> };
let kafka: KafkaBroker;
let store: TestStore;
let mailbox: Mailbox;
let cluster: Cluster;

beforeAll(async () => {
  folder = await temporaryFolder('cluster');
  [kafka, store, mailbox] = await Promise.all([startKafka(), startTestStore(), startMailbox()]);
  cluster = await startCluster({
    folder: folder.path,
    brokers: kafka.brokers.join(','),
    mongodbUri: store.uri,
    databasePrefix: `journey_${process.pid}`,
    replicas: Object.fromEntries(replicated.map((name) => [name, 2])),
    env: { DIRECTORY_SEED: 'demo' },
    envOf: { notification: { SMTP_URL: mailbox.url } },
  });
}, 300_000);
afterAll(async () => {
  await cluster?.stop();
  await Promise.all([kafka?.stop(), store?.stop(), mailbox?.close()]);
  await folder.remove();
});

describeJourney('over separate processes, Kafka and the store', () => ({
  api: createApi(cluster.url, cluster.developmentKey),
  mailbox,
  async disturb() {
    // The second replica of each leaves in the middle and comes back: its partitions move twice.
    const second = replicated.map((name) => cluster.of(name)[1]).filter((replica) => replica !== undefined);
    for (const replica of second) {
      expect(await replica.stop()).toBe(0);
      await replica.start();
    }
    await Promise.all(second.map((replica) => replica.ready()));
  },
}));

const office = () => createOffice(createApi(cluster.url, cluster.developmentKey));
describeReturns('over separate processes', office);
describeIncident('over separate processes', 10, () => ({ office: office(), mailbox }));

it('every replica is alive and ready at the end', async () => {
  await waitFor(async () => {
    for (const replica of cluster.replicas) await replica.ready();
    return cluster.replicas.every(({ alive }) => alive);
  });
});
