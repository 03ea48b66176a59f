import type { Api, Json } from './api';
import { desk, type Office } from './casework/office';

const unit = 'sh01-customer-service';
const handler = 'sh01-cs-1';
const lead = 'sh01-cs-lead';
const hourMs = 3_600_000;

/** Brings a case to where its page shows much: returned and refused, supervised, investigated, with more time asked. */
export async function fillCase(office: Office, number: string, others: readonly string[]): Promise<void> {
  const { act, until } = office;
  await until(number, 'to be dispatched', ({ case: one }) => !!one.handlerId);
  await act(desk, number, 'redispatch', { unitId: unit, handlerId: handler, reason: '由首接部门协调。' });
  const returned = { reason: 'wrong_unit', proposedUnitId: 'sh01-contractor', note: '电梯由外包单位维保。' };
  await act(handler, number, 'request-return', { ...returned, evidence: ['photo-1'] });
  await act(desk, number, 'decide-return', { accepted: false, note: '客户服务部协调，外包单位配合。' });
  await act(handler, number, 'sign');
  await act(handler, number, 'log-contact', { means: 'visit', note: '已到现场，被困人员已安全撤离。' });
  await act(handler, number, 'record-relief', { text: '停用三号梯，一号、二号梯加派人员引导。' });
  await act(handler, number, 'record-investigation', {
    ...{ visitedAt: new Date().toISOString(), findings: '门机皮带老化，安全回路接触不良。' },
    ...{ evidence: ['photo-2', 'report-1'], cause: 'facility_maintenance', causeConfirmed: true },
  });
  const impact = { peopleAffected: 4, safety: 'high', reputation: 'medium', contractRenewal: 'low' };
  await act(handler, number, 'assess-impact', { ...impact, note: '两家企业来电询问。' });
  const { file } = await until(number, 'to be supervised', ({ file: { supervisions } }) => supervisions.length > 0);
  const supervisionId = file.supervisions[0].id;
  await act(lead, number, 'answer-supervision', { supervisionId, text: '配件已下单，明早到场。' });
  await act(handler, number, 'propose-solution', { text: '更换门机皮带和安全回路，复检合格后恢复运行。' });
  await act(handler, number, 'offer-remedy', { kind: 'fee_reduction', amount: 50_000, note: '当月物业费减免。' });
  const { dueAt } = await office.clock(number, 'resolve', 'running');
  const later = new Date(Date.parse(dueAt) + 48 * hourMs).toISOString();
  await act(handler, number, 'request-extension', { until: later, reason: '配件后天到货。' });
  for (const [at, other] of others.entries()) {
    await until(other, 'to be dispatched', ({ case: one }) => !!one.handlerId);
    await act(desk, other, 'link', { master: number, as: at === 0 ? 'incident' : 'repeat' });
  }
  await until(number, 'to have its links', ({ file: { linkedCases } }) => linkedCases.length === others.length);
}

/** Of all cases the one whose resolve clock paused for longest. */
export async function longestPaused(api: Api, token: string): Promise<string> {
  const found: { number: string; pausedMs: number }[] = [];
  for (const { case: one } of await api.list('all', token)) {
    const { clocks = [] }: Json = await api.getCase(one.number, token);
    const pauses: Json[] = clocks.find((clock: Json) => clock.name === 'resolve')?.pauses ?? [];
    const lengths = pauses.map(({ from, to }) => (to ? Date.parse(to) - Date.parse(from) : 0));
    found.push({ number: one.number, pausedMs: Math.max(0, ...lengths) });
  }
  const best = found.sort((a, b) => b.pausedMs - a.pausedMs)[0];
  if (!best?.pausedMs) throw new Error('no case has a clock with a pause');
  return best.number;
}
