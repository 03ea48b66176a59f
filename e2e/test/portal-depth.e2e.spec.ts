import { createApi } from '../src/api';
import { startBrowser, type TestBrowser } from '../src/browser';
import { createOffice } from '../src/casework/office';
import { startMovingPlatform, type MovingPlatform } from '../src/moving-platform';
import { temporaryFolder } from '../src/platform-under-test';
import { describeCasePage } from '../src/portal-depth/describe-case-page';
import { describeQueues } from '../src/portal-depth/describe-queues';
import { describeRulesPages } from '../src/portal-depth/describe-rules-pages';
import { createPortalStage, type PortalStage } from '../src/portal-depth/stage';

let folder: { path: string; remove(): Promise<void> };
let platform: MovingPlatform;
let browser: TestBrowser;
let stage: PortalStage;

// The last Monday whose week leaves the days that the demo calendars know.
const startAt = new Date('2026-12-28T10:00:00+08:00');

beforeAll(async () => {
  folder = await temporaryFolder('portal-depth');
  platform = await startMovingPlatform({ folder: folder.path, startAt });
  browser = await startBrowser();
  stage = createPortalStage(platform, createOffice(createApi(platform.url, platform.developmentKey)), browser);
});
afterEach(async () => {
  // Whatever a journey shows: no error on the console, no unexpected answer, nothing asked of anybody else.
  expect(await stage.leave()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await folder.remove();
});

describeCasePage(() => stage);
describeQueues(() => stage);
// Last, since they move the deadlines of all.
describeRulesPages(() => stage);
