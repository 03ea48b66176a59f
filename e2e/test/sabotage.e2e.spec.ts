import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startOwnKafka, startTestStore, type KafkaBroker, type TestStore } from '@parkline/testing';
import { topics } from '@parkline/proto';
import { runProgramme, type ProgrammeOptions, type Report } from '../src/faults/programme';
import type { LabelledComplaint } from '../src/journey';
import { temporaryFolder } from '../src/platform-under-test';

const complaints = JSON.parse(
  readFileSync(join(__dirname, '..', 'fixtures', 'complaints.json'), 'utf8'),
) as LabelledComplaint[];
const script = (name: string): string => resolve(__dirname, '..', 'src', 'faults', 'sabotage', `${name}.cjs`);
/** Only who is needed to break the guarantee and to see it broken. */
const replicas = { feedback: 0, reporting: 0, notification: 0 };

let store: TestStore;
let kafka: KafkaBroker;
beforeAll(async () => {
  store = await startTestStore();
});
// A broker for each run: what one has broken must not be what the next is found guilty of.
beforeEach(async () => {
  kafka = await startOwnKafka();
});
afterEach(() => kafka?.stop());
afterAll(() => store?.stop());

async function sabotaged(name: string, options: Partial<ProgrammeOptions>): Promise<Report> {
  const folder = await temporaryFolder(name);
  try {
    return await runProgramme({
      folder: folder.path,
      kafka,
      store,
      complaints,
      total: 24,
      sabotage: script(name),
      replicas,
      settleMs: 2_000,
      ...options,
    });
  } finally {
    await folder.remove();
  }
}

describe('the checker of the faults turns red', () => {
  it('where events are published before they are saved', async () => {
    const { faults } = await sabotaged('publish-before-save', {
      victims: ['casework'],
      moment: { lag: 1, published: topics.case },
      envOf: { casework: { SABOTAGE_GAP_MS: '1500' } },
    });
    expect(faults).toContainEqual(expect.stringMatching(/^casework\/.* was published again with another content$/));
  });

  it('where a redelivered event is not dropped by its sequence', async () => {
    const { faults } = await sabotaged('no-sequence-drop', {
      victims: ['sla'],
      // Opened and dispatched: the redelivery goes back to before the dispatch.
      moment: { lag: 12, published: topics.sla },
      envOf: { sla: { SABOTAGE_GAP_MS: '2500', SABOTAGE_GAP_TOPIC: topics.case } },
    });
    expect(faults).toContainEqual(expect.stringMatching(/ has 3 clocks that were started \d+ times$/));
  });

  it('where commands are sent without ids of their own', async () => {
    const { faults } = await sabotaged('commands-without-ids', { victims: ['routing'] });
    expect(faults).toContainEqual(expect.stringMatching(/^a note on .* is there 2 times$/));
  });
});
