import { createRepository, type RepositoryOptions } from '@parkline/mongo';
import { directory } from '@parkline/proto';
import { createPlatform, createServer, type App, type Platform } from '@parkline/service-kit';
import { assignCalendar } from './application/assign-calendar';
import { exportCalendar } from './application/export-calendar';
import { getDirectory } from './application/get-directory';
import { getPark } from './application/get-park';
import { getStaff } from './application/get-staff';
import { importCalendar } from './application/import-calendar';
import { listCalendars } from './application/list-calendars';
import { listPublicParks } from './application/list-public-parks';
import { listViews } from './application/list-views';
import { loadSeed } from './application/load-seed';
import { putCalendar } from './application/put-calendar';
import { putView } from './application/put-view';
import { removeView } from './application/remove-view';
import { setAbsence } from './application/set-absence';
import type { DirectoryConfig } from './config';
import { directoryHandlers } from './inbound/grpc';
import { entityAggregate, entityRepository } from './outbound/entity-repository';
import { viewRepository, viewsAggregate } from './outbound/view-repository';
import { readSeed } from './seed/read-seed';

const drainMs = 5_000;

/** Puts the directory together. The seed is in the store when this returns; its events go out after `start`. */
export async function buildApp(config: DirectoryConfig, overrides: Partial<Platform> = {}): Promise<App> {
  const platform = await createPlatform('directory', config, overrides);
  const { store, bus, logger, metrics, clock } = platform;
  const options: RepositoryOptions = {
    publish: (topic, events) => bus.publish(topic, events),
    logger,
    metrics,
    clock,
  };
  const repository = createRepository(store, entityAggregate, options);
  await repository.sync();
  const ofPeople = createRepository(store, viewsAggregate, options);
  await ofPeople.sync();
  const views = viewRepository(ofPeople);
  const entities = entityRepository(repository);
  const added = await loadSeed(entities)(readSeed(config.DIRECTORY_SEED), clock());
  if (added > 0) logger.info({ added }, 'directory seeded');

  const server = createServer(platform, 'directory', config);
  server.addService(
    directory.DirectoryServiceService,
    directoryHandlers({
      getDirectory: getDirectory(entities),
      getPark: getPark(entities),
      getStaff: getStaff(entities),
      listPublicParks: listPublicParks(entities),
      listCalendars: listCalendars(entities),
      putCalendar: putCalendar(entities, clock),
      importCalendar: importCalendar(entities, clock),
      exportCalendar: exportCalendar(entities, clock),
      assignCalendar: assignCalendar(entities, clock),
      setAbsence: setAbsence(entities, clock),
      listViews: listViews(views),
      putView: putView(views, clock),
      removeView: removeView(views, clock),
    }),
  );
  const grpcPort = await server.listen(config.GRPC_LISTEN);

  return {
    name: 'directory',
    grpcPort,
    metrics,
    checks: { store: () => store.ping(), bus: () => bus.ready() },
    start() {
      repository.relay.start();
      return Promise.resolve();
    },
    async stop() {
      await server.drain(drainMs);
      await repository.relay.drain();
      await platform.close();
    },
  };
}
