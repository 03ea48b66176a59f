import { connect, type Socket } from 'node:net';

export interface Answer {
  status: number;
  body: string;
}

/** One kept-alive connection: one request at a time. */
export interface Connection {
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  close(): void;
}

export interface RequestOptions {
  /** JSON text. */
  body?: string;
  headers?: Record<string, string>;
}

/**
 * A client that costs the measured machine as little as possible: it knows answers with Content-Length and nothing
 * else, which is all that the measured routes send.
 */
export function openConnection(port: number): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.removeListener('error', reject);
      resolve(connectionOver(socket, port));
    });
  });
}

function connectionOver(socket: Socket, port: number): Connection {
  let received: Buffer = Buffer.alloc(0);
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;
  const fail = (error: Error): void => {
    waiting?.reject(error);
    waiting = undefined;
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('The connection was closed.')));
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = answerIn(received);
    if (answer === 'incomplete') return;
    received = Buffer.alloc(0);
    const done = waiting;
    waiting = undefined;
    done?.resolve(answer);
  });
  return {
    request(method, path, { body, headers = {} } = {}) {
      const own = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      const about =
        body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
      const text = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${own.join('')}${about}\r\n${body ?? ''}`;
      return new Promise((resolve, reject) => {
        if (waiting) throw new Error('One request at a time.');
        if (socket.destroyed) throw new Error('The connection was closed.');
        waiting = { resolve, reject };
        socket.write(text);
      });
    },
    close: () => void socket.destroy(),
  };
}

function answerIn(bytes: Buffer): Answer | 'incomplete' {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return 'incomplete';
  const head = bytes.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`An answer without Content-Length: ${head.split('\r\n', 1)[0]}`);
  const from = end + 4;
  const to = from + Number(length);
  if (bytes.length < to) return 'incomplete';
  return { status: Number(head.slice(9, 12)), body: bytes.toString('utf8', from, to) };
}
