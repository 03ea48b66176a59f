import { waitFor } from '@parkline/testing';
import { sla, topics, word } from '@parkline/proto';
import { LADDER } from '../src/domain/ladder';
import { startRig, type Rig } from './rig';
import { registered } from './story';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());

const CASES = 30;
const env = { SLA_TICK_MS: '50', SLA_TIME_SCALE: '1200' };

describe('two replicas with clocks sped up', () => {
  it('record every step from 50 % to 200 % exactly once and escalate every breach once, one of them stopped midway', async () => {
    const first = await rig.startApp(env);
    await rig.startApp(env);
    // P1 is to be signed within 10 min: here in half a second.
    const ids = Array.from({ length: CASES }, (_, index) => `fast-${index}`);
    for (const caseId of ids) {
      const now = new Date();
      const at = { receivedAt: now, stateSince: now, dispatchedAt: now, reliefAt: now, occurredAt: now };
      await rig.tell(
        registered({ caseId, state: 'dispatched', priority: 'p1', unitId: 'u', handlerId: 'h', dispatches: 1, ...at }),
      );
    }
    // An event may be published again by the other replica, but always under the same id.
    const published = () => [...new Map(rig.bus.events(topics.sla).map((event) => [event.id, event])).values()];
    const steps = () =>
      published().flatMap(({ payload }) => {
        const { caseId, clock, change } = sla.SlaEvent.decode(payload);
        if (!clock || !change || !('step' in change.value)) return [];
        return [`${caseId} ${word(clock.name)} ${clock.deadlineNumber} ${change.value.step}`];
      });
    const wanted = ids.flatMap((id) =>
      ['sign', 'first_contact'].flatMap((clock) => LADDER.map((step) => `${id} ${clock} 1 ${step}`)),
    );
    await waitFor(() => steps().length > wanted.length / 4);
    await first.stop();
    await waitFor(() => steps().length >= wanted.length);
    expect(steps().sort()).toEqual(wanted.sort());

    const breaches = published().filter(({ type }) => type === 'ClockBreached');
    const expected = breaches.map(({ id }) => `sla:${id}:Escalate`).sort();
    await waitFor(() => new Set(rig.asked.map(({ commandId }) => commandId)).size === expected.length);
    expect([...new Set(rig.asked.map(({ commandId }) => commandId))].sort()).toEqual(expected);
    expect(breaches.length).toBeGreaterThanOrEqual(2 * CASES);
  });
});
