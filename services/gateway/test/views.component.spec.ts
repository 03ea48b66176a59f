import type { Principal } from '@parkline/auth';
import { invalidInput, refused } from '@parkline/errors';
import type { directory } from '@parkline/proto';
import { viewsAnswer } from '../src/inbound/views/routes';
import { createFakes } from './fakes';
import { rigWithFreshFakes } from './rig';

const rig = rigWithFreshFakes();

const path = (name: string): string => `/v1/me/views/${encodeURIComponent(name)}`;
const put = (name: string, body: unknown) => rig.call('PUT', path(name), { as: 's-handler', body });
const urgent = { queue: 'unit', filters: { park: 'SH01', priority: 'P1,P2', sort: 'oldest' } };

describe('saved views', () => {
  it('are listed for the person who asks', async () => {
    let asker: Principal | undefined;
    const answer = createFakes().directory.listViews;
    rig.fakes.directory.listViews = (request, context) => {
      asker = context.principal;
      return answer(request, context);
    };
    const { status, body } = await rig.call('GET', '/v1/me/views', { as: 's-handler' });
    expect([status, body]).toEqual([200, { views: [{ name: '急件', queue: 'unit', filters: { priority: 'P1,P2' } }] }]);
    expect(asker).toMatchObject({ kind: 'person', subject: 's-handler' });
    expect(viewsAnswer.strict().safeParse(body).error?.issues).toBeUndefined();
  });

  it.each(['急件 🛗', 'a/b?c=d&e', '50% up', '<script>', '{"$where":1}'])(
    'are saved under the name %s',
    async (name) => {
      let asked: directory.PutViewRequest | undefined;
      const answer = createFakes().directory.putView;
      rig.fakes.directory.putView = (request, context) => {
        asked = request;
        return answer(request, context);
      };
      expect(await put(name, urgent)).toMatchObject({ status: 200, body: { views: [{ name, ...urgent }] } });
      expect(asked?.view).toEqual({ name, ...urgent });
    },
  );

  it('are forgotten by name', async () => {
    let asked: string | undefined;
    rig.fakes.directory.removeView = ({ name }) => {
      asked = name;
      return Promise.resolve({ views: [] });
    };
    const answer = await rig.call('DELETE', path('a/b'), { as: 's-handler' });
    expect([answer.status, answer.body, asked]).toEqual([200, { views: [] }, 'a/b']);
  });

  it.each<[string, string, unknown, string, string | undefined]>([
    ['a name that is too long', 'x'.repeat(61), urgent, 'text_too_long', 'name'],
    ['a name of white space', '   ', urgent, 'text_too_short', 'name'],
    ['no queue', 'a', { filters: {} }, 'missing_field', 'queue'],
    ['a queue that there is not', 'a', { queue: 'everything' }, 'unknown_word', 'queue'],
    ['a filter that there is not', 'a', { queue: 'all', filters: { $where: '1' } }, 'unknown_field', 'filters.$where'],
    ['a filter that is no text', 'a', { queue: 'all', filters: { park: { $ne: '' } } }, 'wrong_type', 'filters.park'],
    [
      'a priority that there is not',
      'a',
      { queue: 'all', filters: { priority: 'P1,P9' } },
      'unknown_word',
      'filters.priority.1',
    ],
    ['an order that there is not', 'a', { queue: 'all', filters: { sort: 'worst' } }, 'unknown_word', 'filters.sort'],
    ['filters that are a list', 'a', { queue: 'all', filters: ['P1'] }, 'wrong_type', 'filters'],
    ['a cursor', 'a', { queue: 'all', filters: {}, cursor: 'x' }, 'unknown_field', 'cursor'],
    ['somebody else as owner', 'a', { ...urgent, staffId: 's-hq' }, 'unknown_field', 'staffId'],
  ])('are refused with %s', async (_what, name, body, code, field) => {
    rig.fakes.directory.putView = () => Promise.reject(new Error('must not be asked'));
    const answer = await put(name, body);
    expect([answer.status, answer.body.code, answer.body.field]).toEqual([400, code, field]);
  });

  it('say when they are full, and what the directory finds wrong', async () => {
    rig.fakes.directory.putView = () => Promise.reject(refused('views_full', 'no'));
    expect(await put('a', urgent)).toMatchObject({ status: 409, body: { code: 'views_full' } });
    rig.fakes.directory.putView = () => Promise.reject(invalidInput('text_hidden', 'no', { field: 'name' }));
    expect(await put('a', urgent)).toMatchObject({ status: 400, body: { code: 'text_hidden', field: 'name' } });
  });

  it.each([
    ['GET', '/v1/me/views'],
    ['PUT', '/v1/me/views/a'],
    ['DELETE', '/v1/me/views/a'],
  ])('need somebody who has signed in: %s %s', async (method, at) => {
    const body = method === 'PUT' ? { body: urgent } : {};
    expect(await rig.call(method, at, body)).toMatchObject({ status: 401, body: { code: 'token_missing' } });
  });

  it('are neither posted nor patched', async () => {
    for (const method of ['POST', 'PATCH']) {
      const answer = await rig.call(method, '/v1/me/views/a', { as: 's-handler', body: urgent });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'PUT, DELETE']);
    }
  });
});
