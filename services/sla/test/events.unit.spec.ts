import { UndecodableEvent, type ReceivedEvent } from '@parkline/messaging';
import { casework, common, directory } from '@parkline/proto';
import { keepDirectory, type DirectoryItem } from '../src/application/keep-directory';
import { snapshotOf } from '../src/inbound/events';
import { RECEIVED_AT, time } from './story';

function received(event: Partial<casework.CaseEvent>): ReceivedEvent {
  const payload = casework.CaseEvent.encode(casework.CaseEvent.create({ seq: 1, occurredAt: time('1h'), ...event }));
  return {
    ...{ id: 'casework/c/1', type: 'x', source: 'casework', subject: 'c', key: 'c', seq: 1, time: time('1h') },
    ...{ topic: 'parkline.case.v1', partition: 0, offset: '0', payload: payload.finish() },
  };
}

const master = casework.Case.create({
  ...{ id: 'c', state: common.CaseState.IN_PROGRESS, cycle: 1, receivedAt: RECEIVED_AT, priority: common.Priority.P2 },
  complainantType: common.ComplainantType.COMPANY,
});
const linked = (priority: common.Priority): Partial<casework.CaseEvent> => ({
  case: master,
  change: {
    $case: 'linkedCaseAdded',
    value: casework.LinkedCaseAdded.create({ id: 'd', receivedAt: time('2m'), priority }),
  },
});

describe('an event of casework', () => {
  it('tells of a linked case by its own grade', () => {
    const { linkedAdded } = snapshotOf(received(linked(common.Priority.P3)));
    expect(linkedAdded).toEqual({ receivedAt: time('2m'), priority: 'p3' });
  });

  it('tells of one that was linked before it was graded as its master is graded', () => {
    expect(snapshotOf(received(linked(common.Priority.UNSPECIFIED))).linkedAdded?.priority).toBe('p2');
  });

  it('carries what clocks are graded and paused by', () => {
    const suspensions = [{ from: time('3h'), to: undefined }];
    const snapshot = snapshotOf(received({ case: { ...master, suspensions, extensionsGranted: 1 } }));
    expect(snapshot).toMatchObject({ complainantType: 'company', priority: 'p2', extensionsGranted: 1 });
    expect(snapshot.suspensions).toEqual([{ from: time('3h') }]);
    expect(snapshot.linkedAdded).toBeUndefined();
  });

  it('without a case cannot be decoded', () => {
    expect(() => snapshotOf(received({}))).toThrow('carries no case');
  });
});

describe('what the directory tells', () => {
  const entity = (key: string, payload: Uint8Array): ReceivedEvent => ({ ...received({}), key, payload });
  const garbage = Uint8Array.of(255, 255);
  const keep = () => {
    const applied: DirectoryItem[] = [];
    const copy = { apply: (items: readonly DirectoryItem[]) => Promise.resolve(void applied.push(...items)) };
    return { applied, keepAll: keepDirectory({ copy }) };
  };

  it('is read only where it is of a park, a unit or a calendar, as most of it is of people', async () => {
    const { applied, keepAll } = keep();
    const value = directory.Park.create({ code: 'SH01' });
    const park = directory.DirectoryEvent.create({ seq: 1, entity: { $case: 'park', value } });
    const bytes = directory.DirectoryEvent.encode(park).finish();
    await keepAll([entity('staff/li', garbage), entity('park/SH01', bytes), entity('region/east', garbage)]);
    expect(applied.map(({ key }) => key)).toEqual(['park/SH01']);
  });

  it('goes to the dead letters where a park cannot be decoded', async () => {
    await expect(keep().keepAll([entity('park/SH01', garbage)])).rejects.toThrow(UndecodableEvent);
  });
});
