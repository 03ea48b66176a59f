import { randomUUID } from 'node:crypto';
import express from 'express';
import { createConnection, Schema } from 'mongoose';

/**
 * What intake is compared with: express, mongoose and one insert of the document that intake stores, with nothing
 * around it. Started as a process of its own: URI, database and a sample of the document as arguments.
 */
async function main(): Promise<void> {
  const [uri = '', database = '', sample = '{}'] = process.argv.slice(2);
  const { state, pending, ...rest } = JSON.parse(sample) as {
    state: Record<string, unknown>;
    pending: Record<string, unknown>[];
    [field: string]: unknown;
  };
  const connection = createConnection(uri, { dbName: database, autoCreate: false, autoIndex: false, maxPoolSize: 20 });
  await connection.asPromise();
  const Complaint = connection.model('Complaint', schema(state), 'complaints');
  await connection.createCollection('complaints');
  await Complaint.createIndexes();

  const app = express();
  app.use(express.json());
  let count = 0;
  app.post('/v1/complaints', async (request, response) => {
    const body = request.body as { description: string; parkCode: string };
    count += 1;
    const number = `${body.parkCode}-${count}`;
    const at = new Date();
    await Complaint.create({
      ...rest,
      _id: randomUUID(),
      state: { ...state, description: body.description, parkCode: body.parkCode, number, receivedAt: at },
      pending: pending.map((event) => ({ ...event, payload: Buffer.from(String(event.payload), 'base64'), time: at })),
      pendingSince: at,
    });
    response.status(201).json({ number, trackingCode: 'none', state: 'registered', receivedAt: at, repeated: false });
  });
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.(typeof address === 'object' && address ? address.port : 0);
  });
}

/** Every field with its type, as one would write it; the unique number is the only index beside the id. */
function schema(state: Record<string, unknown>): Schema {
  const fields = Object.fromEntries(
    Object.entries(state).map(([name, value]) => [name, typeof value === 'object' ? Schema.Types.Mixed : String]),
  );
  const described = new Schema(
    {
      _id: String,
      version: Number,
      state: { ...fields, receivedAt: Date, occurredAt: Date },
      sources: Schema.Types.Mixed,
      commands: [Schema.Types.Mixed],
      pending: [{ _id: false, seq: Number, id: String, type: { type: String }, time: Date, payload: Buffer }],
      pendingSince: Date,
      savedBy: String,
    },
    { versionKey: false },
  );
  described.index({ 'state.number': 1 }, { unique: true });
  return described;
}

process.once('disconnect', () => process.exit(0)); // whoever started it has gone

void main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
});
