import type { Json } from '../api';
import type { MovableClock } from '../moving-platform';
import { entries, signAndVisit, type Office } from './office';

const resolution = { rootCause: 'facility_maintenance', answer: '已处理完毕，请您确认。' };

/** Grave matters and several units: what must have happened before a case is resolved. */
export function describeSolving(stage: () => { office: Office; clock: MovableClock }): void {
  let office: Office;
  let clock: MovableClock;
  const handler = 'sh01-eng-2';
  const manager = 'sh01-manager';

  beforeAll(() => {
    ({ office, clock } = stage());
  });

  it('a major case is visited, and its solution approved: by the deputy once the manager has had his time', async () => {
    const { act, refused } = office;
    const { number } = await office.open({ unitId: 'sh01-engineering', handlerId: handler, severity: 'major' });
    const opened = await office.page(number);
    expect(opened.case).toMatchObject({ priority: 'P2', complex: true });
    expect(opened.watcherIds).toContain(manager);
    expect(opened.file.consultations).toMatchObject([{ field: 'engineering', by: 'casework' }]);
    await act('expert-1', number, 'give-opinion', {
      consultationId: opened.file.consultations[0].id,
      text: '须断电检修。',
    });

    await act(handler, number, 'sign');
    await act(handler, number, 'start');
    expect(await refused(handler, number, 'resolve', resolution)).toMatchObject({ status: 409, code: 'visit_missing' });
    await act(handler, number, 'log-contact', { means: 'visit' });
    expect(await refused(handler, number, 'resolve', resolution)).toMatchObject({ code: 'approval_missing' });
    await act(handler, number, 'propose-solution', { text: '更换照明回路断路器。' });
    const first = await lastSolution(number);
    expect(await refused(handler, number, 'decide-solution', { solutionId: first.id, approved: true })).toMatchObject({
      status: 403,
    });
    await act(manager, number, 'decide-solution', { solutionId: first.id, approved: false, note: '请补充费用。' });
    expect(await refused(handler, number, 'resolve', resolution)).toMatchObject({ code: 'approval_missing' });

    await act(handler, number, 'propose-solution', { text: '更换照明回路断路器，费用 800 元。' });
    const second = await lastSolution(number);
    const approval = { solutionId: second.id, approved: true };
    expect(await refused('east-manager', number, 'decide-solution', approval)).toMatchObject({ code: 'not_overdue' });
    clock.moveTo(new Date(Date.parse(second.decideBy) + 1));
    const overdue = await office.until(
      number,
      'the approval to be overdue',
      (page) => entries(page, 'ApprovalOverdue').length > 0,
    );
    expect(entries(overdue, 'ApprovalOverdue')).toMatchObject([
      { facts: { what: 'solution', deputyIds: 'east-manager' } },
    ]);
    await act('east-manager', number, 'decide-solution', approval);
    expect(await act(handler, number, 'resolve', resolution)).toMatchObject({ state: 'resolved' });
  });

  it('relief of a P1 ends its own clock alone; the solution follows and ends the other', async () => {
    const { act } = office;
    const wanted = { unitId: 'sh01-engineering', handlerId: handler, severity: 'major', urgency: 'urgent' } as const;
    const { number, trackingCode } = await office.open(wanted);
    const asked = await office.clock(number, 'relief', 'running');
    await signAndVisit(office, handler, number);
    const relieved = await act(handler, number, 'record-relief', { text: '已接入临时照明。' });
    expect(await office.clock(number, 'relief', 'stopped')).toMatchObject({
      dueAt: asked.dueAt,
      stoppedAt: relieved.reliefAt,
      breached: false,
    });
    await office.clock(number, 'resolve', 'running');
    expect(await act(handler, number, 'record-relief', { text: '临时照明已加固。' })).toMatchObject({
      reliefAt: relieved.reliefAt,
    });
    await act(handler, number, 'propose-solution', { text: '更换配电箱。' });
    const solution = await lastSolution(number);
    await act(manager, number, 'decide-solution', { solutionId: solution.id, approved: true });
    const resolved = await act(handler, number, 'resolve', resolution);
    expect(await office.clock(number, 'resolve', 'stopped')).toMatchObject({ stoppedAt: resolved.resolvedAt });
    const { body } = await office.api.track(number, trackingCode);
    const told = body.timeline.filter(({ type }: Json) => type === 'ReliefRecorded' || type === 'CaseResolved');
    expect(told.map(({ text }: Json) => text)).toEqual(['已接入临时照明。', '临时照明已加固。', resolution.answer]);
  });

  it('several units work on a case, each on its own task; one person coordinates and resolves', async () => {
    const { act, refused } = office;
    const { number } = await office.open({ unitId: 'sh01-engineering', handlerId: handler });
    await signAndVisit(office, handler, number);
    await act(handler, number, 'add-task', { unitId: 'sh01-security', text: '现场设置围挡。' });
    const { file, case: item } = await act(handler, number, 'add-task', {
      unitId: 'sh01-cleaning',
      text: '清理积水。',
    }).then(() => office.page(number));
    expect(item).toMatchObject({ complex: true, taskUnitIds: ['sh01-security', 'sh01-cleaning'] });
    const [guard, clean] = file.tasks.map(({ id }: Json) => id);
    expect(await refused(handler, number, 'resolve', resolution)).toMatchObject({ status: 409, code: 'tasks_open' });
    expect(await refused('sh01-sec-1', number, 'complete-task', { taskId: clean })).toMatchObject({
      status: 403,
      code: 'not_your_task',
    });
    await act('sh01-sec-1', number, 'complete-task', { taskId: guard, note: '围挡已设。' });
    expect(await refused('sh01-sec-1', number, 'resolve', resolution)).toMatchObject({ status: 403 });
    expect(await refused(handler, number, 'resolve', resolution)).toMatchObject({ code: 'tasks_open' });
    await act('sh01-clean-1', number, 'complete-task', { taskId: clean });
    const resolved = await act(handler, number, 'resolve', resolution);
    expect(resolved).toMatchObject({ state: 'resolved', unitId: 'sh01-engineering', handlerId: handler });
    const { file: after } = await office.page(number);
    expect(after.tasks).toMatchObject([{ doneBy: 'sh01-sec-1' }, { doneBy: 'sh01-clean-1' }]);
  });

  async function lastSolution(number: string): Promise<Json> {
    return (await office.page(number)).file.solutions.at(-1);
  }
}
