import { createServer } from 'node:net';

const given = new Set<number>();

/** A port of 127.0.0.1 that is free now and was not given to anyone else in this process. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await new Promise<number>((resolve, reject) => {
      const probe = createServer();
      probe.once('error', reject);
      probe.listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
    });
    if (!given.has(port)) {
      given.add(port);
      return port;
    }
  }
}
