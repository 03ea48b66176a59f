import { openConnection, type Answer, type Connection, type RequestOptions } from './http';

/** Connections to one server, opened as they are needed and kept. */
export interface Pool {
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  close(): void;
}

/** Shorter than the time after which a server closes a connection on which nothing happens. */
const restsAtMostMs = 3_000;

export function createPool(port: number): Pool {
  const idle: { connection: Connection; since: number }[] = [];
  const all = new Set<Connection>();

  const take = async (): Promise<Connection> => {
    const latest = idle.pop();
    if (latest && performance.now() - latest.since < restsAtMostMs) return latest.connection;
    // The others have rested even longer.
    for (const { connection } of [...(latest ? [latest] : []), ...idle.splice(0)]) {
      connection.close();
      all.delete(connection);
    }
    const fresh = await openConnection(port);
    all.add(fresh);
    return fresh;
  };

  return {
    async request(method, path, options) {
      const connection = await take();
      const answer = await connection.request(method, path, options);
      idle.push({ connection, since: performance.now() });
      return answer;
    },
    close() {
      for (const connection of all) connection.close();
    },
  };
}
