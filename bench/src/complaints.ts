import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Fixture {
  text: string;
  label: unknown;
  channel: string;
  parkCode: string;
  [field: string]: unknown;
}

/** Channels by which anybody may file. */
const publicChannels = new Set(['web', 'app', 'wechat', 'bulletin']);

/** In code points, so that no text grows beyond the 5,000 UTF-16 units allowed. */
const longest = 2_400;

/** Bodies of real-looking complaints without end, all of them different, filed by the public. */
export function complaintBodies(): () => string {
  const file = join(resolve(__dirname, '..', '..'), 'e2e', 'fixtures', 'complaints.json');
  const fixtures = JSON.parse(readFileSync(file, 'utf8')) as Fixture[];
  let count = 0;
  return () => {
    const { text, label: _label, channel, ...rest } = fixtures[count % fixtures.length] as Fixture;
    count += 1;
    return JSON.stringify({
      ...rest,
      channel: publicChannels.has(channel) ? channel : 'web',
      description: `（${count}）${[...text].slice(0, longest).join('')}`,
    });
  };
}
