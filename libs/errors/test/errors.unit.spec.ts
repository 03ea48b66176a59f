import { status } from '@grpc/grpc-js';
import * as errors from '../src';

const kinds = [
  ['notFound', 'NotFound', status.NOT_FOUND, 404],
  ['invalidInput', 'InvalidInput', status.INVALID_ARGUMENT, 400],
  ['conflict', 'Conflict', status.ABORTED, 409],
  ['refused', 'Refused', status.FAILED_PRECONDITION, 409],
  ['forbidden', 'Forbidden', status.PERMISSION_DENIED, 403],
  ['unauthenticated', 'Unauthenticated', status.UNAUTHENTICATED, 401],
  ['unavailable', 'Unavailable', status.UNAVAILABLE, 503],
  ['resourceExhausted', 'ResourceExhausted', status.RESOURCE_EXHAUSTED, 429],
] as const;

describe('an error of ours', () => {
  it.each(kinds)('%s crosses gRPC whole and becomes its HTTP problem', (make, kind, code, http) => {
    const original = errors[make]('some_code', 'Say what to do.', {
      field: 'contact.email',
      details: { allowed: 'a, b' },
    });
    const wire = errors.toGrpcStatus(original);
    expect(wire.code).toBe(code);

    const arrived = errors.fromGrpcError(Object.assign(new Error('x'), wire));
    expect(arrived).toMatchObject({
      kind,
      code: 'some_code',
      message: 'Say what to do.',
      field: 'contact.email',
      details: { allowed: 'a, b' },
    });
    expect(errors.toProblem(arrived, 'req-1')).toEqual({
      type: 'urn:parkline:problem:some-code',
      title: expect.any(String),
      status: http,
      detail: 'Say what to do.',
      code: 'some_code',
      field: 'contact.email',
      details: { allowed: 'a, b' },
      instance: 'req-1',
    });
  });
});

describe('an error of somebody else', () => {
  it('tells nothing of its text', () => {
    const secret = new Error('connect to mongodb://user:secret@host failed');
    expect(errors.toGrpcStatus(secret)).toMatchObject({ code: status.INTERNAL });
    expect(JSON.stringify(errors.toProblem(secret))).not.toContain('secret');
    expect(String(errors.toGrpcStatus(secret).details)).not.toContain('secret');
  });

  it('is unavailable where it may pass by itself', () => {
    const gone = Object.assign(new Error('nope'), { code: 'ECONNREFUSED' });
    expect(errors.toProblem(gone).status).toBe(503);
    expect(errors.toGrpcStatus(gone).code).toBe(status.UNAVAILABLE);
  });

  it('keeps its kind when a foreign server sends metadata that cannot be read', () => {
    const wire = errors.toGrpcStatus(errors.notFound('x', 'y'));
    wire.metadata?.set('parkline-error-bin', Buffer.from('not json'));
    expect(errors.fromGrpcError(Object.assign(new Error('x'), wire))).toMatchObject({
      kind: 'NotFound',
      code: 'notfound',
    });
  });
});

describe('whether trying again may help', () => {
  it.each([
    [errors.unavailable('a', 'b'), true],
    [errors.resourceExhausted('a', 'b'), true],
    [errors.invalidInput('a', 'b'), false],
    [errors.refused('a', 'b'), false],
    [Object.assign(new Error('x'), { name: 'MongoServerSelectionError' }), true],
    [Object.assign(new Error('x'), { errorLabels: ['TransientTransactionError'] }), true],
    [Object.assign(new Error('x'), { errorLabelSet: new Set(['RetryableWriteError']) }), true],
    [Object.assign(new Error('x'), { code: 'EPIPE' }), true],
    [new TypeError('x is undefined'), false],
    ['text', false],
  ])('%s: %s', (error, expected) => {
    expect(errors.isTransient(error)).toBe(expected);
  });
});
