import { join } from 'node:path';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { readTopics } from '../src';
import { fromMessage, toMessage } from '../src/kafka/messages';
import { anEvent } from './support/events';

const received = (headers: IHeaders): KafkaMessage => ({
  key: Buffer.from('a'),
  value: Buffer.from('x'),
  headers,
  timestamp: '1767225601000',
  attributes: 0,
  offset: '42',
});

describe('an event as a Kafka message', () => {
  it('is a CloudEvent in binary mode', () => {
    const { key, headers } = toMessage({ ...anEvent('a', 3), traceparent: '00-1-2-01' });
    expect(key).toBe('a');
    expect(headers).toEqual({
      ce_specversion: '1.0',
      ce_id: 'test/a/3',
      ce_type: 'Happened',
      ce_source: 'test',
      ce_subject: 'a',
      ce_time: '2026-01-01T00:00:03.000Z',
      ce_sequence: '3',
      'content-type': 'application/protobuf',
      ce_traceparent: '00-1-2-01',
      traceparent: '00-1-2-01',
    });
  });

  it('keeps its cause where instrumentation has set a trace of its own', () => {
    const { headers } = toMessage({ ...anEvent('a', 3), traceparent: '00-1-2-01' });
    const { event } = fromMessage(received({ ...headers, traceparent: '00-9-9-01' }), 't', 0, 't');
    expect(event.traceparent).toBe('00-1-2-01');
  });

  it('is broken without the attributes that a consumer needs, and still has a name', () => {
    const { event, broken } = fromMessage(received({ ce_type: 'Happened' }), 't', 1, 't');
    expect(broken).toBe('not a CloudEvent: no ce_id, ce_source, ce_sequence');
    expect(event).toMatchObject({ id: 't/1/42', topic: 't', partition: 1, offset: '42' });
  });
});

describe('the declared topics', () => {
  it('can be read, each with an owner and at least 6 partitions', () => {
    const topics = readTopics(join(__dirname, '../../../deploy/kafka/topics.yaml'));
    expect(topics.length).toBeGreaterThan(0);
    for (const topic of topics) {
      expect(topic.owner).toEqual(expect.any(String));
      expect(topic.partitions).toBeGreaterThanOrEqual(6);
    }
  });
});
