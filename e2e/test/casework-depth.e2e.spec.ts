import { createApi } from '../src/api';
import { describeColleagues } from '../src/casework/describe-colleagues';
import { describeIncident } from '../src/casework/describe-incident';
import { describeMoreTime, nextMonday } from '../src/casework/describe-more-time';
import { describePreview } from '../src/casework/describe-preview';
import { describeReturns } from '../src/casework/describe-returns';
import { describeSolving } from '../src/casework/describe-solving';
import { createOffice, type Office } from '../src/casework/office';
import { startMailbox, type Mailbox } from '../src/mailbox';
import { startMovingPlatform, type MovingPlatform } from '../src/moving-platform';
import { temporaryFolder } from '../src/platform-under-test';

let folder: { path: string; remove(): Promise<void> };
let mailbox: Mailbox;
let platform: MovingPlatform;
let office: Office;

beforeAll(async () => {
  folder = await temporaryFolder('depth');
  mailbox = await startMailbox();
  platform = await startMovingPlatform({
    folder: folder.path,
    startAt: nextMonday(new Date(0)),
    env: { SMTP_URL: mailbox.url },
  });
  office = createOffice(createApi(platform.url, platform.developmentKey));
});
afterAll(async () => {
  await platform?.stop();
  await mailbox?.close();
  await folder.remove();
});

describeReturns('in one process', () => office);
describeIncident('in one process', 50, () => ({ office, mailbox }));
describeColleagues(() => office);
describeSolving(() => ({ office, clock: platform.clock }));
describeMoreTime(() => ({ office, clock: platform.clock }));
describePreview(() => office);
