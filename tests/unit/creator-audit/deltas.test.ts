import { describe, expect, it } from 'vitest';
import {
  fetchDeltas,
  MAX_IDS_PER_REQUEST,
  validWindows,
} from '../../../utils/creator-audit/deltas.ts';
import { connectionAnswering } from './fake-connection.ts';

const POST = { method: 'POST' } as const;
const GET = { method: 'GET' } as const;

function manyIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `p${index}`);
}

describe('request for deltas', () => {
  it('sends distinct ids and windows in its body', async () => {
    const connection = connectionAnswering({ data: {} });
    await fetchDeltas(connection, ['p1', 'p2', 'p1'], [14, 7, 7], POST);
    expect(connection.sent[0]?.url.href).toBe('https://api.creatoraudit.com/v2/videos/deltas');
    expect(connection.sent[0]).toMatchObject({
      method: 'POST',
      body: '{"video_ids":["p1","p2"],"windows":[7,14]}',
    });
  });

  it('repeats its parameters when sent by GET', async () => {
    const connection = connectionAnswering({ data: {} });
    await fetchDeltas(connection, ['p1', 'p&2'], [7, 14], GET);
    expect(connection.sent[0]?.method).toBe('GET');
    expect(connection.sent[0]?.body).toBeUndefined();
    expect([...(connection.sent[0]?.url.searchParams ?? [])]).toEqual([
      ['video_ids', 'p1'],
      ['video_ids', 'p&2'],
      ['windows', '7'],
      ['windows', '14'],
    ]);
  });

  it('stays under 8,000 characters by GET, a length that every server accepts', async () => {
    const uuids = Array.from({ length: MAX_IDS_PER_REQUEST.GET }, () => crypto.randomUUID());
    const connection = connectionAnswering({ data: {} });
    await fetchDeltas(connection, uuids, [1, 2, 7, 14, 28, 30, 60, 90, 180, 365], GET);
    expect(connection.sent[0]?.url.href.length).toBeLessThan(8000);
  });

  it.each([
    ['none', [], POST],
    ['201 by POST', manyIds(201), POST],
    ['101 by GET', manyIds(101), GET],
  ])('throws for too many ids or none (%s)', async (_, ids, how) => {
    const connection = connectionAnswering({ data: {} });
    await expect(fetchDeltas(connection, ids, [7], how)).rejects.toThrow(RangeError);
    expect(connection.sent).toEqual([]);
  });

  it('accepts the maximum number of ids', async () => {
    expect(
      await fetchDeltas(connectionAnswering({ data: {} }), manyIds(200), [7], POST),
    ).toMatchObject({ ok: true });
    expect(
      await fetchDeltas(connectionAnswering({ data: {} }), manyIds(100), [7], GET),
    ).toMatchObject({ ok: true });
  });
});

describe('response to a request for deltas', () => {
  it('contains deltas by post and the ids unknown to the API', async () => {
    const connection = connectionAnswering({
      data: { p1: { '7d': 1234 } },
      meta: { windows: [7], video_count: 1, not_found: ['p2'] },
    });
    expect(await fetchDeltas(connection, ['p1', 'p2', 'p3'], [7], POST)).toMatchObject({
      ok: true,
      value: {
        byPost: new Map([['p1', { 7: { views: 1234, engagement: null } }]]),
        notFound: ['p2'],
      },
    });
  });

  it('counts no answered post and no unrequested post as missing', async () => {
    const connection = connectionAnswering({
      data: { p1: { '7d': 1 } },
      meta: { not_found: ['p1', 'p2', 'p9', 'p2', 7, null] },
    });
    expect(await fetchDeltas(connection, ['p1', 'p2'], [7], POST)).toMatchObject({
      value: { notFound: ['p2'] },
    });
  });

  it.each([
    undefined,
    null,
    'meta',
    [],
    {},
    { not_found: null },
    { not_found: 'p1' },
    { not_found: { p1: true } },
  ])('reports no missing ids when its meta is %j', async (meta) => {
    expect(
      await fetchDeltas(connectionAnswering({ data: {}, meta }), ['p1'], [7], POST),
    ).toMatchObject({
      value: { notFound: [] },
    });
  });

  it.each([
    [
      'no window of several, as the tutorial writes it',
      [{ id: 'p1', views_delta: 5 }],
      [7, 14],
      [7, 14],
    ],
    ['one window of several', { p1: { '7d': 5 } }, [7, 14], [14]],
    ['the window of another post', { p1: { '7d': 5 }, p2: { '14d': 5 } }, [7, 14], []],
    ['null for a window', { p1: { '7d': 5, '14d': null } }, [7, 14], []],
    ['no post', {}, [7, 14], []],
    ['nothing for the one window asked for', { p1: { '30d': 5 } }, [7], [7]],
  ])('reports missing windows when it has %s', async (_, data, windows, missingWindows) => {
    expect(
      await fetchDeltas(connectionAnswering({ data }), ['p1', 'p2'], windows, POST),
    ).toMatchObject({
      value: { missingWindows },
    });
  });

  it('is described by its shape when parsing fails, never by its content', async () => {
    const data = { 'a-private-name': [{ id: 'p1', caption: 'secret', views: { total: 5 } }] };
    const outcome = await fetchDeltas(connectionAnswering({ data }), ['p1'], [7], POST);
    expect(outcome).toMatchObject({
      ok: false,
      problem: {
        detail: '{data: {<key>: [{id: string, caption: string, views: {total: number}}]}}',
      },
    });
  });

  it.each([undefined, null, 'deltas', 5, true])('is rejected with %j as its data', async (data) => {
    expect(await fetchDeltas(connectionAnswering({ data }), ['p1'], [7], POST)).toMatchObject({
      ok: false,
      problem: { kind: 'unexpected-response' },
    });
  });
});

describe('windows of a delta request', () => {
  it('are whole days from 1 to 365, unique and ascending', () => {
    expect(validWindows([30, 7, 7, 0, -1, 1.5, 366, Number.NaN, Infinity, 365, 1])).toEqual([
      1, 7, 30, 365,
    ]);
  });

  it('are limited to the first ten', () => {
    expect(validWindows([100, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 100,
    ]);
  });

  it('throw when empty', () => {
    expect(() => validWindows([0, 400])).toThrow(
      new RangeError('no window of 1 to 365 whole days'),
    );
  });
});
