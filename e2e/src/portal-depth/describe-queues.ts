import { waitFor } from '@parkline/testing';
import { headquarters } from '../casework/office';
import { choose, phone, violations, type Visitor } from '../portal';
import type { PortalStage } from './stage';

const queues = 'mine unit unassigned due-soon overdue returned waiting suspended supervised linked flagged all';
/** More than one page shows. */
const manyCases = 31;

/** How cases are found: by queue, filter, order, page and search. */
export function describeQueues(stage: () => PortalStage): void {
  const api = () => stage().office.api;
  const numbers = ({ page }: Visitor): Promise<(string | null)[]> =>
    page.getByTestId('queue-row').evaluateAll((rows) => {
      const shown = rows as { getAttribute(name: string): string | null }[];
      return shown.map((row) => row.getAttribute('data-number'));
    });
  const row = ({ page }: Visitor, number: string) => page.locator(`[data-testid=queue-row][data-number="${number}"]`);

  const file = async (complaint: object): Promise<string> => {
    const common = { parkCode: 'SZ01', channel: 'web', kind: 'complaint', identity: 'anonymous' };
    const { status, body } = await api().file({ ...common, ...complaint });
    expect(status).toBe(201);
    return body.number;
  };

  it('each queue opens from the menu, and none has a barrier', async () => {
    const looking = await stage().as('sh01-eng-lead');
    await looking.go('/office');
    const found: string[] = [];
    for (const queue of queues.split(' ')) {
      await looking.at(`nav-${queue}`).click();
      await looking.page.locator(`[data-testid=queue-title][data-queue=${queue}]`).waitFor();
      await looking.page.locator('[data-testid=queue-row], [data-testid=empty]').first().waitFor();
      if (queue === 'mine' || queue === 'all') found.push(...(await violations(looking)));
    }
    expect(found).toEqual([]);
    expect(looking.page.url()).toMatch(/queues\/all$/);
  });

  it('a queue is narrowed by park and filters, ordered, and read on page by page', async () => {
    const first = await file({ description: '第一件：大堂空调太冷。' });
    for (let count = 1; count < manyCases; count++) await file({ description: `大堂空调太冷，第 ${count + 1} 件。` });
    const lift = await file({ description: '货梯关门夹人，请马上来！', place: '南望科技园3号货梯' });
    const dispatched = async () =>
      (await api().list('all', (await hq()).token, 'SZ01')).every(({ case: one }) => one.unitId);
    await waitFor(dispatched, { what: 'all to be dispatched' });

    const looking = await stage().as(headquarters);
    await looking.go('/office/queues/all?park=SZ01');
    await row(looking, lift).waitFor();
    expect(await numbers(looking)).not.toContain(first);
    await looking.at('load-more').click();
    await row(looking, first).waitFor();
    expect(new Set(await numbers(looking)).size).toBe(manyCases + 1);

    await choose(looking, 'queue-sort', '旧的在前');
    await waitFor(async () => (await numbers(looking))[0] === first, { what: 'the oldest to be first' });
    await looking.at('filters-open').click();
    await choose(looking, 'filter-category', '设施设备 / 电梯');
    await waitFor(async () => (await numbers(looking)).join() === lift, { what: 'the lift alone' });
    expect(await violations(looking)).toEqual([]);
    await looking.at('filters-clear').click();
    await waitFor(async () => (await numbers(looking)).length > 1, { what: 'the whole queue' });
  });

  it('a view is saved under a name, found on another computer, and seen by nobody else on a shared one', async () => {
    const name = '深圳旧件 A/B?';
    const shared = await stage().stranger();
    const menu = (visitor: Visitor) => visitor.page.getByTestId('nav-view').filter({ hasText: name });
    await shared.signIn(headquarters);
    await shared.at('nav-all').click();
    await choose(shared, 'queue-sort', '旧的在前');
    await shared.at('view-save').click();
    await shared.at('view-name').fill(name);
    await shared.at('view-submit').click();
    await shared.at('view-remove').waitFor();
    await menu(shared).waitFor();
    await shared.signOut();
    await shared.signIn('sh01-manager');
    await shared.page.locator('[data-testid=queue-row], [data-testid=empty]').first().waitFor();
    expect(await shared.page.getByTestId('nav-view').count()).toBe(0);
    expect(await shared.page.evaluate<string>('JSON.stringify(localStorage)')).not.toContain(name);

    const elsewhere = await stage().as(headquarters);
    await elsewhere.go('/office');
    await menu(elsewhere).click();
    await elsewhere.has('queue-title', 'data-queue', 'all');
    expect(elsewhere.page.url()).toContain('sort=oldest');
    expect(await violations(elsewhere)).toEqual([]);
    await elsewhere.at('view-remove').click();
    await menu(elsewhere).waitFor({ state: 'detached' });
  });

  it('a case is found by its number, its words, its place and the person, by initials too', async () => {
    const named = { identity: 'named', contact: { name: '欧阳若兰', phone: '13912345678' } };
    const number = await file({ ...named, description: '宠物粪便无人清理。', place: '梧桐步道' });
    const looking = await stage().as(headquarters, phone);
    for (const words of [number, '宠物粪便', '梧桐步道', '欧阳若兰', 'oyrl']) {
      await waitFor(
        async () => {
          await looking.go(`/office/search?q=${encodeURIComponent(words)}`);
          await looking.page.locator('[data-testid=queue-row], [data-testid=empty]').first().waitFor();
          return (await numbers(looking)).includes(number);
        },
        { everyMs: 300, what: `${words} to find the case` },
      );
    }
    expect(await violations(looking)).toEqual([]);
  });

  const hq = () => stage().office.person(headquarters);
}
