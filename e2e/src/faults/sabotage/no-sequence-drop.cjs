// Gives every event a seq that nobody has seen, each time that it comes: a redelivered one is no longer dropped.
const { pause, replaceExports } = require('./replace-exports.cjs');

/** How long the position is committed after the events were handled, so that a kill can hit the gap. */
const gapMs = Number(process.env.SABOTAGE_GAP_MS ?? 0);
let last = Date.now() * 1_000;

replaceExports('@parkline/messaging', ({ createKafkaBus }) => ({
  createKafkaBus(options) {
    const bus = createKafkaBus(options);
    return {
      ...bus,
      subscribe: (subscription) =>
        bus.subscribe({
          ...subscription,
          async handler(batch, context) {
            await subscription.handler(
              batch.map((event) => ({ ...event, seq: (last += 1) })),
              context,
            );
            if (batch[0].topic === process.env.SABOTAGE_GAP_TOPIC) await pause(gapMs);
          },
        }),
    };
  },
}));
