import { unavailable } from '@parkline/errors';
import { createConnection, type Connection, type mongo } from 'mongoose';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { commandCounter, type CommandKind } from './metrics';

export type Document = mongo.Document;
export type Collection<T extends Document = Document> = mongo.Collection<T>;
export type Filter<T> = mongo.Filter<T>;
export type ClientSession = mongo.ClientSession;

/** The comment on look-ups of timers and caches: their number grows with time, not with load, so they aren't counted. */
export const BACKGROUND = 'background';

/** A connection pool. Several stores of one process may share it. */
export interface StoreClient {
  readonly connection: Connection;
  readonly commands: Map<string, number>;
  /** Where the commands of a database are told, for those stores that have metrics. */
  readonly listeners: Map<string, CommandListener>;
}

type CommandListener = (command: string, kind: CommandKind) => void;

/** One database of one service. */
export interface Store {
  readonly db: mongo.Db;
  readonly client: StoreClient;
  collection<T extends Document = Document>(name: string): Collection<T>;
  /** Runs the work in one transaction and repeats it on transient conflicts; it must pass the session on. */
  transaction<R>(work: (session: ClientSession) => Promise<R>): Promise<R>;
  /** Does a real write: a store that cannot write isn't healthy. */
  ping(): Promise<void>;
  /** Closes the pool, unless the store was given another one's. */
  close(): Promise<void>;
  /** Commands sent to this database so far, without those of timers and caches that look for news. */
  commandCount(): number;
}

export interface StoreOptions {
  uri: string;
  database: string;
  logger: Logger;
  /** Where commands are counted by name and kind. */
  metrics?: Registry;
  /** Pool of another store to use. */
  client?: StoreClient;
  maxPoolSize?: number;
  /** How long to look for the server before giving up. */
  connectTimeoutMs?: number;
}

/** Connects to a database. Throws `Unavailable` (`store_unreachable`) with the host in its message if nobody answers. */
export async function connectStore(options: StoreOptions): Promise<Store> {
  const client = options.client ?? (await connect(options));
  if (options.metrics) client.listeners.set(options.database, commandCounter(options.metrics));
  const mongoClient = client.connection.getClient();
  const db = mongoClient.db(options.database);
  const health = db.collection<{ _id: string; at: Date }>('health');
  return {
    db,
    client,
    collection: <T extends Document>(name: string) => db.collection<T>(name),
    transaction: (work) => mongoClient.withSession((session) => session.withTransaction(work)),
    async ping() {
      await health.updateOne({ _id: 'ping' }, { $set: { at: new Date() } }, { upsert: true, comment: BACKGROUND });
    },
    async close() {
      if (!options.client) await client.connection.close();
    },
    commandCount: () => client.commands.get(options.database) ?? 0,
  };
}

async function connect({
  uri,
  logger,
  maxPoolSize = 20,
  connectTimeoutMs = 10_000,
}: StoreOptions): Promise<StoreClient> {
  const connection = createConnection(uri, {
    autoCreate: false,
    autoIndex: false,
    ignoreUndefined: true,
    maxPoolSize,
    monitorCommands: true,
    serverSelectionTimeoutMS: connectTimeoutMs,
  });
  connection.on('error', (error: Error) => logger.warn({ err: error.message }, 'store connection error'));
  try {
    await connection.asPromise();
  } catch (error) {
    throw unavailable(
      'store_unreachable',
      `No document store answers at ${withoutPassword(uri)}: ${(error as Error).message}`,
      {
        cause: error,
      },
    );
  }
  return { connection, ...countCommands(connection) };
}

const NOT_COUNTED = new Set(['endSessions', 'hello', 'ping', 'killCursors']);

function countCommands(connection: Connection): Pick<StoreClient, 'commands' | 'listeners'> {
  const commands = new Map<string, number>();
  const listeners = new Map<string, CommandListener>();
  connection.getClient().on('commandStarted', ({ databaseName, commandName, command }) => {
    if (NOT_COUNTED.has(commandName)) return;
    const kind = kindOf(commandName, command);
    listeners.get(databaseName)?.(commandName, kind);
    if (kind !== 'background') commands.set(databaseName, (commands.get(databaseName) ?? 0) + 1);
  });
  return { commands, listeners };
}

interface CommandBody {
  comment?: unknown;
  ordered?: boolean;
}

/** Only the writes of batches are unordered. */
function kindOf(name: string, { comment, ordered }: CommandBody): CommandKind {
  if (comment === BACKGROUND) return 'background';
  if (name !== 'insert' && name !== 'update' && name !== 'delete') return 'other';
  return ordered === false ? 'bulk_write' : 'single_write';
}

function withoutPassword(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/, '//***@');
}
