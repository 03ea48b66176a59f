import { desk, entries, headquarters, type Office } from './office';
import type { Json } from '../api';

const wrongUnit = (proposedUnitId: string): Json => ({
  reason: 'wrong_unit',
  proposedUnitId,
  note: '不属于本部门职责。',
  evidence: [],
});

/** Units give cases back: the desk decides the first return, headquarters the second, and that is final. */
export function describeReturns(where: string, stage: () => Office): void {
  describe(`returns ${where}`, () => {
    let office: Office;
    beforeAll(() => {
      office = stage();
    });

    it('an accepted return goes to another unit under a new sign clock, the second to headquarters, for good', async () => {
      const { act, refused, until, clock } = office;
      const { number } = await office.open({ unitId: 'sh01-engineering', handlerId: 'sh01-eng-1' });
      const resolve = await clock(number, 'resolve', 'running');
      const firstSign = await clock(number, 'sign', 'running');

      await act('sh01-eng-1', number, 'request-return', wrongUnit('sh01-cleaning'));
      await clock(number, 'sign', 'stopped');
      const { token } = await office.person(desk);
      const returned = await office.api.list('returned', token, 'SH01');
      expect(returned.map(({ case: item }) => item.number)).toContain(number);
      expect(await refused('sh01-eng-1', number, 'decide-return', { accepted: true })).toMatchObject({ status: 403 });
      await act(desk, number, 'decide-return', { accepted: true });
      const redispatched = await until(
        number,
        'a person of the other unit to have it',
        ({ case: item }) => item.unitId === 'sh01-cleaning' && !!item.handlerId,
      );
      expect(redispatched.case).toMatchObject({ state: 'dispatched', returns: 1, arbitration: false });
      const secondSign = await clock(number, 'sign', 'running');
      expect(secondSign.deadlineNumber).toBeGreaterThan(firstSign.deadlineNumber);
      expect(Date.parse(secondSign.startedAt)).toBeGreaterThan(Date.parse(firstSign.startedAt));
      expect(await clock(number, 'resolve', 'running')).toMatchObject({ dueAt: resolve.dueAt });

      const cleaner = redispatched.case.handlerId as string;
      expect(await act(cleaner, number, 'request-return', wrongUnit('sh01-operations'))).toMatchObject({
        state: 'return_requested',
        arbitration: true,
      });
      expect(await refused(desk, number, 'decide-return', { accepted: true })).toMatchObject({
        status: 409,
        code: 'arbitration',
      });
      await act(headquarters, number, 'decide-return', { accepted: true, note: '由运营部负责。' });
      const decided = await until(
        number,
        'a person of the third unit to have it',
        ({ case: item }) => item.unitId === 'sh01-operations' && !!item.handlerId,
      );
      expect(entries(decided, 'ReturnAccepted').map(({ facts }) => facts.final)).toEqual([undefined, 'true']);
      const last = decided.case.handlerId as string;
      expect(await refused(last, number, 'request-return', wrongUnit('sh01-engineering'))).toMatchObject({
        status: 409,
        code: 'return_final',
      });
      await act(last, number, 'sign');
      expect(await clock(number, 'sign', 'stopped')).toMatchObject({ startedAt: decided.case.dispatchedAt });
      expect(await clock(number, 'resolve', 'running')).toMatchObject({ dueAt: resolve.dueAt });
    });

    it('a refused return leaves the case where it was, and the unit may not ask again', async () => {
      const { act, refused, until, clock } = office;
      const { number } = await office.open({ unitId: 'sh01-engineering', handlerId: 'sh01-eng-2' });
      const before = await clock(number, 'sign', 'running');
      await act('sh01-eng-2', number, 'request-return', wrongUnit('sh01-cleaning'));
      expect(await refused(desk, number, 'decide-return', { accepted: false })).toMatchObject({
        status: 400,
        field: 'note',
      });
      const after = await act(desk, number, 'decide-return', { accepted: false, note: '属于工程部职责。' });
      expect(after).toMatchObject({ state: 'dispatched', unitId: 'sh01-engineering', handlerId: 'sh01-eng-2' });
      await until(number, 'a new sign clock', ({ clocks }) =>
        clocks.some(
          (one: Json) => one.name === 'sign' && one.status === 'running' && one.deadlineNumber > before.deadlineNumber,
        ),
      );
      expect(await refused('sh01-eng-2', number, 'request-return', wrongUnit('sh01-cleaning'))).toMatchObject({
        status: 409,
        code: 'already_returned',
      });
      await act('sh01-eng-2', number, 'sign');
    });

    it('a return refused amid the work lets the work go on, without a new sign clock', async () => {
      const { act, clock } = office;
      const { number } = await office.open({ unitId: 'sh01-engineering', handlerId: 'sh01-eng-3' });
      await act('sh01-eng-3', number, 'sign');
      await act('sh01-eng-3', number, 'start');
      const signed = await clock(number, 'sign', 'stopped');
      await act('sh01-eng-3', number, 'request-return', wrongUnit('sh01-security'));
      const after = await act(desk, number, 'decide-return', { accepted: false, note: '请继续处理。' });
      expect(after).toMatchObject({ state: 'in_progress', handlerId: 'sh01-eng-3' });
      await act('sh01-eng-3', number, 'add-note', { text: '继续处理。' });
      expect(await clock(number, 'sign', 'stopped')).toEqual(signed);
    });
  });
}
