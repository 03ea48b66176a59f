// Gives every command an id of its own, each time that it is sent: a repeated one is carried out again.
const { randomUUID } = require('node:crypto');
const { replaceExports } = require('./replace-exports.cjs');

replaceExports('@parkline/grpc', ({ createGrpcClient }) => ({
  createGrpcClient(definition, options) {
    const client = createGrpcClient(definition, options);
    if (!client.execute) return client;
    return { ...client, execute: (request, call) => client.execute({ ...request, commandId: randomUUID() }, call) };
  },
}));
