import { waitFor } from '@parkline/testing';
import pino from 'pino';
import { Registry } from 'prom-client';
import { createTicker } from '../src';

const logger = pino({ level: 'silent' });

describe('a ticker', () => {
  it('goes on at once while there is work, then waits for its interval', async () => {
    const left = [3, 2, 1, 0, 0, 0];
    let rounds = 0;
    const work = () => Promise.resolve(left[rounds++] ?? 0);
    const ticker = createTicker({ name: 'working', everyMs: 60_000, work, logger, metrics: new Registry() });
    jest.spyOn(Math, 'random').mockReturnValue(0);
    ticker.start();
    await waitFor(() => rounds >= 4);
    await ticker.stop();
    jest.restoreAllMocks();
    expect(rounds).toBe(4);
  });

  it('goes on after a round that failed', async () => {
    let rounds = 0;
    const work = () => (rounds++ === 0 ? Promise.reject(new Error('once')) : Promise.resolve(0));
    const ticker = createTicker({ name: 'failing', everyMs: 5, work, logger, metrics: new Registry() });
    ticker.start();
    await waitFor(() => rounds >= 3);
    await ticker.stop();
  });

  it('has ended its round when it says that it stopped, and begins no other', async () => {
    let finish: () => void = () => undefined;
    let began = 0;
    let ended = 0;
    const work = async () => {
      began++;
      await new Promise<void>((resolve) => (finish = resolve));
      ended++;
      return 1;
    };
    const ticker = createTicker({ name: 'stopping', everyMs: 1, work, logger, metrics: new Registry() });
    ticker.start();
    await waitFor(() => began === 1);
    const stopped = ticker.stop();
    finish();
    await stopped;
    expect([began, ended]).toEqual([1, 1]);
  });

  it('measures how late its rounds begin', async () => {
    const metrics = new Registry();
    let rounds = 0;
    const ticker = createTicker({
      name: 'measured',
      everyMs: 1,
      work: () => Promise.resolve(++rounds && 0),
      logger,
      metrics,
    });
    ticker.start();
    await waitFor(() => rounds >= 2);
    await ticker.stop();
    expect(await metrics.metrics()).toMatch(
      /parkline_ticker_lateness_seconds_count\{ticker="measured"\} ([2-9]|\d{2,})\n/,
    );
  });
});
