import AxeBuilder from '@axe-core/playwright';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { waitFor } from '@parkline/testing';
import type { TestBrowser } from './browser';

export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
export const desk: BrowserContextOptions = { viewport: { width: 1360, height: 850 } };

/** Somebody in front of the portal: a page, and what went wrong on it. */
export interface Visitor {
  page: Page;
  /** The element with this test id; further ones of the same id are left out. */
  at(testId: string): Locator;
  /** Goes to a path of the portal. */
  go(path: string): Promise<void>;
  /** Waits for a state of what is shown: `state('track-state', 'closed')`. */
  state(testId: string, ...states: string[]): Promise<void>;
  /**
   * Waits until an element says this. What a page shows is never read at once and compared: names, figures and streams
   * come one after the other, and a slow machine shows the page between them.
   */
  says(testId: string, text: string | RegExp): Promise<void>;
  /** Waits until an attribute of an element has this value. */
  has(testId: string, attribute: string, value: string): Promise<void>;
  /** Signs a demo person in by the sign-in page. */
  signIn(staffId: string): Promise<void>;
  signOut(): Promise<void>;
  /** Console errors, answers from 400 on that nobody expected, and requests to anywhere but the portal. */
  faults: string[];
  /** Answers that a journey causes on purpose. */
  expected: Set<number>;
  leave(): Promise<void>;
}

/** Opens the portal in a fresh profile, in Chinese and Shanghai's time unless told otherwise. */
export async function visit(browser: TestBrowser, url: string, options: BrowserContextOptions): Promise<Visitor> {
  const context = await browser.context(options);
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  const faults: string[] = [];
  const expected = new Set<number>();
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // What Chromium says of an answer from 400 on is told by the answer itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      faults.push(`console: ${message.text()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() < 400 || expected.has(response.status())) return;
    faults.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
  });
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== url) {
      faults.push(`request to ${request.url()}`);
    }
  });
  const at = (testId: string): Locator => page.getByTestId(testId).first();
  return {
    page,
    at,
    async go(path) {
      await page.goto(`${url}${path}`);
    },
    async state(testId, ...states) {
      const selector = states.map((state) => `[data-testid=${testId}][data-state=${state}]`).join(',');
      await orShow(page, testId, () => page.locator(selector).first().waitFor());
    },
    async says(testId, text) {
      const told = page.getByTestId(testId).filter({ hasText: text }).first();
      await orShow(page, testId, () => told.waitFor());
    },
    async has(testId, attribute, value) {
      const selector = `[data-testid=${testId}][${attribute}=${JSON.stringify(value)}]`;
      await orShow(page, testId, () => page.locator(selector).first().waitFor());
    },
    async signIn(staffId) {
      await page.goto(`${url}/sign-in`);
      await at(`person-${staffId}`).click();
      await at('account').waitFor();
    },
    async signOut() {
      await at('account').click();
      await at('sign-out').click();
      await at('person-search').waitFor();
    },
    faults,
    expected,
    leave: () => context.close(),
  };
}

/** Lets an error tell what the elements with this test id show instead of what was waited for. */
async function orShow(page: Page, testId: string, wait: () => Promise<void>): Promise<void> {
  try {
    await wait();
  } catch (cause) {
    const shown = await page
      .getByTestId(testId)
      .evaluateAll((found) => (found as { outerHTML: string }[]).map(({ outerHTML }) => outerHTML.slice(0, 4_000)));
    throw new Error(`${new URL(page.url()).pathname} shows ${shown.join('\n') || `no ${testId}`}`, { cause });
  }
}

/** A form of the portal as a person fills it: by field, a text, an option by what it says, or a card by its code. */
export type Filling = Readonly<Record<string, string | { option: string } | { card: string }>>;

/** Gives a command on a case page: its button, or its entry in the menu; its form where it has one. */
export async function give(visitor: Visitor, command: string, filling?: Filling): Promise<void> {
  const { at, page } = visitor;
  await page.locator('[data-testid=commands] button').first().waitFor();
  if (!(await at(`command-${command}`).isVisible())) await at('commands-more').click();
  await at(`command-${command}`).click();
  if (filling) await submit(visitor, command, filling);
}

/** Fills the form of a command, which is open, and sends it. */
export async function submit(visitor: Visitor, command: string, filling: Filling): Promise<void> {
  const { at, page } = visitor;
  const form = at(`form-${command}`);
  await form.waitFor();
  for (const [field, value] of Object.entries(filling)) {
    if (typeof value === 'string') await at(`field-${field}`).fill(value);
    else if ('card' in value) await at(`field-${field}-${value.card}`).click();
    else await choose(visitor, `field-${field}`, value.option);
  }
  await at('command-submit').click();
  await orShow(page, `form-${command}`, () => form.waitFor({ state: 'hidden' }));
}

/**
 * Chooses in a select of the portal by what the option says, and sees that it was taken: a click on a list that is just
 * folding in or out goes nowhere, and a person would click again.
 */
export async function choose({ page, at }: Visitor, select: string | Locator, label: string): Promise<void> {
  const chosen = typeof select === 'string' ? at(select) : select;
  const patience = { timeout: 3_000 };
  await chosen.waitFor();
  await waitFor(
    async () => {
      await chosen.click(patience);
      await page.getByTitle(label, { exact: true }).last().click(patience);
      await chosen.filter({ hasText: label }).waitFor(patience);
      return true;
    },
    { what: `${label} to be chosen` },
  );
}

/** Serious and critical violations of WCAG 2.1 A and AA on the page as it stands. */
export async function violations({ page }: Visitor): Promise<string[]> {
  // Half way through a fade a colour is neither the one nor the other.
  const still = await page.addStyleTag({
    content: '*, *::before, *::after { transition-duration: 0s !important; animation-duration: 0s !important }',
  });
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  await still.evaluate((style) => (style as { remove(): void }).remove());
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${new URL(page.url()).pathname}: ${id} at ${nodes[0]?.html.slice(0, 200)}`);
}
