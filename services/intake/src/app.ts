import { ulid } from 'ulid';
import { createReadCopy, createRepository, syncCollections } from '@parkline/mongo';
import { directory as directoryV1, intake, topics } from '@parkline/proto';
import { createClient, createPlatform, createServer, type App, type Platform } from '@parkline/service-kit';
import { blindSearchTerms } from './application/blind-search-terms';
import { getComplaint } from './application/get-complaint';
import { getContact } from './application/get-contact';
import { registerComplaint } from './application/register-complaint';
import { revealContact } from './application/reveal-contact';
import { trackComplaint } from './application/track-complaint';
import type { Config } from './config';
import { keepParks } from './inbound/directory-events';
import { intakeHandlers } from './inbound/grpc';
import { complaintType } from './outbound/complaint-type';
import { createComplaints } from './outbound/complaints';
import { createNumbers, numberBlocks } from './outbound/numbers';
import { createParks, type DirectoryEntity } from './outbound/parks';
import { createReveals, revealsCollection } from './outbound/reveals';
import { createVault } from './outbound/vault';

const name = 'intake';

/** Puts intake together. */
export async function buildApp(config: Config, overrides: Partial<Platform> = {}): Promise<App> {
  const platform = await createPlatform(name, config, overrides);
  const { store, bus, logger, metrics, clock } = platform;
  await syncCollections(store, [numberBlocks, revealsCollection]);
  const repository = createRepository(store, complaintType, {
    publish: (topic, events) => bus.publish(topic, events),
    logger,
    metrics,
    clock,
  });
  await repository.sync();
  const directory = createReadCopy<DirectoryEntity>(store, { name: 'directory', logger });
  await directory.start();

  const complaints = createComplaints(repository);
  const vault = createVault(config.INTAKE_SECRET);
  const numbers = createNumbers(store, { blockSize: config.INTAKE_NUMBER_BLOCK, logger });
  const reveals = createReveals(store, ulid);
  const directoryClient = createClient(platform, directoryV1.DirectoryServiceService, 'directory');
  const parks = createParks(directory, directoryClient);

  const server = createServer(platform, name, config);
  server.addService(
    intake.IntakeServiceService,
    intakeHandlers({
      registerComplaint: registerComplaint({ complaints, numbers, parks, vault, clock, newId: ulid }),
      trackComplaint: trackComplaint({ complaints, vault }),
      getComplaint: getComplaint({ complaints }),
      getContact: getContact({ complaints, vault }),
      revealContact: revealContact({ complaints, vault, reveals, clock }),
      blindSearchTerms: blindSearchTerms({ vault }),
    }),
  );
  const grpcPort = await server.listen(config.GRPC_LISTEN);
  let subscription: { stop(): Promise<void> } | undefined;

  return {
    name,
    grpcPort,
    metrics,
    checks: { store: () => store.ping(), bus: () => bus.ready() },
    async start() {
      repository.relay.start();
      subscription = await bus.subscribe({
        group: name,
        topics: [topics.directory],
        pace: 'leisurely',
        handler: keepParks(directory),
      });
    },
    async stop() {
      await server.drain(config.DRAIN_SECONDS * 500);
      await subscription?.stop();
      await repository.relay.drain();
      directory.stop();
      directoryClient.close();
      await platform.close();
    },
  };
}
