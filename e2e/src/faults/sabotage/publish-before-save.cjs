// Publishes events before what brings them is saved, so that a kill in between tells the world of what never was.
const { pause, replaceExports } = require('./replace-exports.cjs');

/** How long the save comes after the publishing, so that a kill can hit the gap. */
const gapMs = Number(process.env.SABOTAGE_GAP_MS ?? 0);

replaceExports('@parkline/mongo', ({ createRepository }) => ({
  createRepository(store, type, options) {
    const early = [];
    const publishEarly = async () => {
      const events = early.splice(0);
      if (events.length === 0) return;
      await options.publish(type.topic, events);
      await pause(gapMs);
    };
    const encode = (event, after, meta) => {
      const encoded = type.encode(event, after, meta);
      const { id, eventId, seq, at } = meta;
      const { source } = type;
      early.push({ ...encoded, id: eventId, source, subject: id, key: id, seq, time: at });
      return encoded;
    };
    const writes = ['insertOne', 'updateOne', 'bulkWrite'];
    const collection = (name) =>
      new Proxy(store.collection(name), {
        get(target, property) {
          const value = target[property];
          if (typeof value !== 'function') return value;
          if (name !== type.name || !writes.includes(property)) return value.bind(target);
          return async (...args) => {
            await publishEarly();
            return value.apply(target, args);
          };
        },
      });
    // What the outbox would publish is out already.
    return createRepository({ ...store, collection }, { ...type, encode }, { ...options, publish: async () => {} });
  },
}));
