import { openConnection, type Answer, type Connection, type RequestOptions } from './http';

/** Connections to one server, opened as they are needed and kept. */
export interface Pool {
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  close(): void;
}

export function createPool(port: number): Pool {
  const idle: Connection[] = [];
  const all: Connection[] = [];
  return {
    async request(method, path, options) {
      let connection = idle.pop();
      if (!connection) {
        connection = await openConnection(port);
        all.push(connection);
      }
      const answer = await connection.request(method, path, options);
      idle.push(connection);
      return answer;
    },
    close() {
      for (const connection of all) connection.close();
    },
  };
}
