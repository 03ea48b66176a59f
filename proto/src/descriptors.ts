import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The compiled file descriptor set of all contracts, for gRPC reflection; made by `npm run generate`. */
export function descriptorSet(): Buffer {
  return readFileSync(join(__dirname, '..', 'src', 'gen', 'parkline.binpb'));
}
