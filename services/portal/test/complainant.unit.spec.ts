import { createIntention } from '../src/api/ids';
import { tidyCode, tidyNumber, trackingLink } from '../src/common/case-number';
import { channelOf, toComplaint, type ComplaintForm } from '../src/common/complaint-body';
import { safeReturn } from '../src/common/safe-return';
import { promiseOf } from '../src/complainant/track/promise';
import { stepOf } from '../src/complainant/track/step-of';

describe('what a person types as number and code', () => {
  it.each([
    [' sh01-20300101-00042 ', 'SH01-20300101-00042'],
    ['ＳＨ０１－２０３００１０１－０００４２', 'SH01-20300101-00042'],
    ['SH01–20300101—00042', 'SH01-20300101-00042'],
  ])('reads the number %j', (typed, number) => expect(tidyNumber(typed)).toBe(number));
  it.each([
    ['7k3qx 9m2tz', '7K3QX9M2TZ'],
    ['7K3Q-X9M2-TZ', '7K3QX9M2TZ'],
    ['O1lI', '0111'],
  ])('reads the code %j', (typed, code) => expect(tidyCode(typed)).toBe(code));
  it('keeps the code behind # so that it reaches no server', () => {
    expect(new URL(trackingLink('https://p.example', 'SH01-1', 'ABC')).pathname).toBe('/t/SH01-1');
    expect(new URL(trackingLink('https://p.example', 'SH01-1', 'ABC')).hash).toBe('#ABC');
  });
});

describe('the key of a form', () => {
  const ids = () => {
    let count = 0;
    return () => `id${++count}`;
  };
  it('stays the same for the same body, so that a double tap files once', () => {
    const keyFor = createIntention(ids());
    expect([keyFor({ a: 1 }), keyFor({ a: 1 })]).toEqual(['id1', 'id1']);
  });
  it('changes with the body, which the server would refuse under the old key', () => {
    const keyFor = createIntention(ids());
    expect([keyFor({ a: 1 }), keyFor({ a: 2 })]).toEqual(['id1', 'id2']);
  });
});

describe('the body of a complaint', () => {
  const form: ComplaintForm = {
    parkCode: 'SH01',
    description: '电梯坏了',
    identity: 'named',
    place: '  ',
    contact: { name: ' 王 ', phone: '13800000000', email: '' },
  };
  it('leaves empty fields out', () => {
    expect(toComplaint(form, 'web', 'zh')).toEqual({
      parkCode: 'SH01',
      channel: 'web',
      description: '电梯坏了',
      identity: 'named',
      locale: 'zh',
      contact: { name: '王', phone: '13800000000' },
    });
  });
  it('sends no contact with an anonymous complaint, also when some was typed before', () => {
    expect(toComplaint({ ...form, identity: 'anonymous' }, 'web', 'zh').contact).toBeUndefined();
  });
  it('keeps the description as it was typed', () => {
    expect(toComplaint({ ...form, description: ' <b>$where</b>\n' }, 'web', 'zh').description).toBe(' <b>$where</b>\n');
  });
});

describe('the channel of a public form', () => {
  it.each([
    [null, null, 'web'],
    [null, 'SH01', 'bulletin'],
    ['wechat', 'SH01', 'wechat'],
    ['phone', null, 'web'],
  ])('%j with park %j is %s', (asked, park, channel) => expect(channelOf(asked, park)).toBe(channel));
});

describe('the way back after signing in', () => {
  it.each([
    ['/office/cases/SH01-1?x=1', '/office/cases/SH01-1?x=1'],
    ['https://evil.example/office', '/office'],
    ['//evil.example', '/office'],
    ['/officer', '/office'],
    [null, '/office'],
  ])('%j leads to %s', (next, target) => expect(safeReturn(next)).toBe(target));
});

it('shows a waiting complaint as being worked on and a revisited one as answered', () => {
  expect([
    stepOf({ state: 'registered' }),
    stepOf({ state: 'waiting_complainant' }),
    stepOf({ state: 'revisiting' }),
    stepOf({ state: 'closed' }),
  ]).toEqual([0, 1, 2, 3]);
});

describe('what a complainant may count on', () => {
  const at = '2030-03-04T02:00:00Z';
  const entry = (type: string, over: object = {}) => ({ at, type, by: 'staff' as const, cycle: 1, ...over });
  const open = { state: 'in_progress' as const, cycle: 1, promisedAt: '2030-03-05T03:30:00Z', timeline: [] };
  it('is the promised date', () => expect(promiseOf(open).dueAt).toBe('2030-03-05T03:30:00Z'));
  it('is a later date and why, once it was granted', () => {
    const timeline = [entry('ExtensionGranted', { text: '等配件', facts: { until: '2030-03-08T10:00:00Z' } })];
    expect(promiseOf({ ...open, promisedAt: undefined, timeline })).toMatchObject({
      dueAt: '2030-03-08T10:00:00Z',
      extension: { until: '2030-03-08T10:00:00Z', reason: '等配件' },
    });
  });
  it('is the day on which it goes on, and no date of an answer, while the work rests', () => {
    const timeline = [entry('CaseSuspended', { facts: { reason: 'season', reviewAt: '2030-04-01T00:00:00Z' } })];
    const { dueAt, suspended } = promiseOf({ ...open, state: 'suspended', timeline });
    expect([dueAt, suspended]).toEqual([undefined, { until: '2030-04-01T00:00:00Z', reason: 'season' }]);
    expect(promiseOf({ ...open, timeline }).suspended).toBeUndefined();
  });
  it('is of the present cycle', () => {
    const timeline = [entry('ExtensionGranted', { text: '等配件' }), entry('ReliefRecorded', { text: '先装临时泵' })];
    const { extension, relief } = promiseOf({ ...open, cycle: 2, timeline });
    expect([extension, relief]).toEqual([undefined, undefined]);
  });
  it.each(['resolved', 'revisiting', 'closed'] as const)('is over once it is %s; the measure stays said', (state) => {
    const timeline = [entry('ReliefRecorded', { text: '先装临时泵' })];
    expect(promiseOf({ ...open, state, timeline })).toEqual({ relief: { at, text: '先装临时泵' } });
  });
});
