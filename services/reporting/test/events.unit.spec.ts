import { casework, common, feedback, sla, topics } from '@parkline/proto';
import { factEventOf, type EncodedEvent } from '../src/inbound/events';

const receivedAt = new Date('2026-03-01T17:30:00Z');
const read = (event: Pick<EncodedEvent, 'topic' | 'payload'>, zone?: string) =>
  factEventOf({ source: 's', seq: 1, ...event }, () => zone, 'Asia/Shanghai');
const caseEvent = (about: Partial<casework.Case> | undefined) => ({
  topic: topics.case,
  payload: casework.CaseEvent.encode(
    casework.CaseEvent.create({
      case: about && { id: 'c1', groupId: 'g1', parkCode: 'SH01', cycle: 1, receivedAt, ...about },
    }),
  ).finish(),
});
const ratingEvent = (satisfaction: number, caseId = 'c1') => ({
  topic: topics.feedback,
  payload: feedback.FeedbackEvent.encode(
    feedback.FeedbackEvent.create({
      caseId,
      cycle: 1,
      change: { $case: 'ratingGiven', value: feedback.RatingGiven.create({ satisfaction }) },
    }),
  ).finish(),
});

describe('an event', () => {
  it.each([
    ['Asia/Shanghai', '2026-03-02'],
    ['America/Los_Angeles', '2026-03-01'],
    ['no zone at all', '2026-03-02'],
  ])('of a case is counted on the day of receipt in %s', (zone, day) => {
    expect(read(caseEvent({}), zone)).toMatchObject({ case: { day } });
  });

  it.each([
    ['2026-03-29T21:59:59.999Z', '2026-03-29'],
    ['2026-03-29T22:00:00Z', '2026-03-30'],
    ['2026-10-24T21:59:59.999Z', '2026-10-24'],
    ['2026-10-25T22:59:59.999Z', '2026-10-25'],
    ['2026-10-25T23:00:00Z', '2026-10-26'],
  ])('at %s is of the day %s in Berlin, whatever the clocks did that night', (at, day) => {
    expect(read(caseEvent({ receivedAt: new Date(at) }), 'Europe/Berlin')).toMatchObject({ case: { day } });
  });

  it('of a master tells how many complaints are linked to it as the same incident', () => {
    const about = { state: common.CaseState.SIGNED, linkedCount: 3, incidentLinkedCount: 2 };
    expect(read(caseEvent(about))).toMatchObject({ case: { linkedComplaints: 2 } });
    expect(read(caseEvent({ ...about, incidentLinkedCount: 0 }))).not.toHaveProperty('case.linkedComplaints');
  });

  it.each([
    ['a case event without its case', caseEvent(undefined)],
    ['a case without an id', caseEvent({ id: '' })],
    ['a case without a group', caseEvent({ groupId: '' })],
    ['a case without a park', caseEvent({ parkCode: '' })],
    ['a case without the time of receipt', caseEvent({ receivedAt: undefined })],
    ['a rating of 0', ratingEvent(0)],
    ['a rating of 6', ratingEvent(6)],
    ['a rating of no case', ratingEvent(4, '')],
    [
      'a breach of no case',
      {
        topic: topics.sla,
        payload: sla.SlaEvent.encode(
          sla.SlaEvent.create({ clock: { name: sla.ClockName.RESOLVE, cycle: 1, breached: true } }),
        ).finish(),
      },
    ],
    ['what is no message', { topic: topics.case, payload: Buffer.from('no message') }],
  ])('that cannot be counted is an error, not passed over: %s', (_, event) => {
    expect(() => read(event)).toThrow();
  });

  it.each([
    ['of feedback that is no rating', { topic: topics.feedback, payload: new Uint8Array() }],
    ['of a clock that is not breached', { topic: topics.sla, payload: new Uint8Array() }],
  ])('%s changes no figure', (_, event) => {
    expect(read(event)).toBeUndefined();
  });
});
