import { createServer } from 'node:net';

/** Below what systems give to outgoing connections, of which any could take a port between two starts of a server. */
const lowest = 10_240;
const count = 22_000;

const given = new Set<number>();

/**
 * A TCP port that is free on all addresses and was not given to anyone else in this process. Chosen at random, so that
 * processes that choose at the same time hardly ever choose the same.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * count);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
