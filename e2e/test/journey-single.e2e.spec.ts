import { createApi } from '../src/api';
import { startLocal, type LocalRun } from '../src/local';
import { startMailbox, type Mailbox } from '../src/mailbox';
import { describeJourney } from '../src/describe-journey';
import { temporaryFolder } from '../src/platform-under-test';

let folder: { path: string; remove(): Promise<void> };
let run: LocalRun;
let mailbox: Mailbox;

beforeAll(async () => {
  folder = await temporaryFolder('journey');
  mailbox = await startMailbox();
  run = await startLocal({ folder: folder.path, env: { PARKLINE_DEMO: 'false', SMTP_URL: mailbox.url } });
});
afterAll(async () => {
  run.signal('SIGTERM');
  await run.ended;
  await mailbox.close();
  await folder.remove();
});

describeJourney('in one process', () => ({ api: createApi(run.url, run.developmentKey), mailbox }));
