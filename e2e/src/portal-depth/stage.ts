import type { BrowserContextOptions } from 'playwright-core';
import type { TestBrowser } from '../browser';
import type { Office } from '../casework/office';
import type { MovingPlatform } from '../moving-platform';
import { desk, visit, type Visitor } from '../portal';

/** What a journey through the portal stands on: one platform with a clock of its own, and people in front of it. */
export interface PortalStage {
  office: Office;
  platform: MovingPlatform;
  /** A demo person, signed in, in a browser whose clock is the platform's. */
  as(staffId: string, options?: BrowserContextOptions): Promise<Visitor>;
  /** Somebody who has not signed in. */
  stranger(options?: BrowserContextOptions): Promise<Visitor>;
  /** Closes all pages. @returns what went wrong on them */
  leave(): Promise<string[]>;
}

/** Opens the portal as `visit` does, at the platform's time. */
export function createPortalStage(platform: MovingPlatform, office: Office, browser: TestBrowser): PortalStage {
  const visitors: Visitor[] = [];
  const stranger = async (options: BrowserContextOptions = desk): Promise<Visitor> => {
    const visitor = await visit(browser, platform.url, options);
    visitors.push(visitor);
    await visitor.page.clock.install({ time: platform.clock.now() });
    return visitor;
  };
  return {
    office,
    platform,
    stranger,
    async as(staffId, options) {
      const visitor = await stranger(options);
      const { body } = await office.api.request('POST', '/v1/demo-token', { body: { staffId } });
      // Tokens go by the machine's clock, not by the platform's.
      const session = JSON.stringify({ ...body, expiresAt: '2100-01-01T00:00:00Z' });
      const content = `localStorage.setItem('parkline.session', ${JSON.stringify(session)})`;
      await visitor.page.addInitScript({ content });
      return visitor;
    },
    async leave() {
      const faults = visitors.flatMap((visitor) => visitor.faults);
      await Promise.all(visitors.splice(0).map((visitor) => visitor.leave()));
      return faults;
    },
  };
}
